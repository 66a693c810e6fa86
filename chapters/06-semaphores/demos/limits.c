/* limits.c - how high may a semaphore count?
 *
 * 中文：40000 行不行？顶到头再加一个呢？
 * English: is 40000 allowed? And one more at the very top?
 *
 * Book: chapter 6, "limits".  Sources: sem_init(3), sem_post(3), sysconf(3).
 * Usage: ./limits
 */
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void show(const char *what, int result)
{
    printf("%-32s %s\n", what, result == 0 ? "ok" : strerrorname_np(errno));
}

int main(void)
{
    // ANCHOR: limits
    unsigned most = SEM_VALUE_MAX;
    sem_t sem;
    int value;

    printf("_POSIX_SEM_VALUE_MAX  %d\n", _POSIX_SEM_VALUE_MAX);
    printf("SEM_VALUE_MAX         %u\n", most);
    printf("_SC_SEM_VALUE_MAX     %ld\n", sysconf(_SC_SEM_VALUE_MAX));
    printf("_SC_SEM_NSEMS_MAX     %ld\n", sysconf(_SC_SEM_NSEMS_MAX));

    show("sem_init with 40000", sem_init(&sem, 0, 40000));
    show("sem_init with SEM_VALUE_MAX + 1", sem_init(&sem, 0, most + 1));
    show("sem_init with SEM_VALUE_MAX", sem_init(&sem, 0, most));
    show("sem_post at the top", sem_post(&sem));
    // ANCHOR_END: limits
    if (sem_getvalue(&sem, &value) == -1) {
        perror("sem_getvalue");
        return EXIT_FAILURE;
    }
    printf("%-32s %d\n", "value afterwards", value);
    return EXIT_SUCCESS;
}
