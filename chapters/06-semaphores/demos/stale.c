/* stale.c - what sem_getvalue is worth
 *
 * 中文：三个进程睡着，读出来是几？读出 1，就一定轮到我吗？
 * English: three processes sleep - what does it say? And if it says 1, is
 *          that 1 mine?
 *
 * Book: chapter 6, "not".  Sources: sem_getvalue(3).
 * Usage: ./stale
 */
#include <errno.h>
#include <semaphore.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "asleep.h"

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static pid_t in_child(int (*call)(sem_t *), sem_t *sem)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(call(sem) == -1);
    return pid;
}

static void show(const char *what, sem_t *sem)
{
    int value, result = sem_getvalue(sem, &value);

    printf("%-24s returned %d, stored %d\n", what, result, value);
}

int main(void)
{
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (sem == MAP_FAILED)
        die("mmap");
    if (sem_init(sem, 1, 0) == -1)
        die("sem_init");

    // ANCHOR: sleepers
    for (int i = 0; i < 3; i++)
        wait_asleep(in_child(sem_wait, sem));
    show("three processes sleep", sem);
    // ANCHOR_END: sleepers
    for (int i = 0; i < 3; i++)
        if (sem_post(sem) == -1)
            die("sem_post");
    while (wait(NULL) != -1)
        ;

    // ANCHOR: stale
    if (sem_post(sem) == -1)
        die("sem_post");
    show("one post", sem); /* "so I can take it" */
    if (waitpid(in_child(sem_wait, sem), NULL, 0) == -1)
        die("waitpid");
    if (sem_trywait(sem) == -1)
        printf("%-24s %s\n", "my sem_trywait", strerrorname_np(errno));
    // ANCHOR_END: stale
    return EXIT_SUCCESS;
}
