/* hunt_tickets.c - sell one ticket of a new stock; wrong in seven places
 *
 * 中文：放出一批票，卖掉一张。编译没有一句警告，错误有七处。
 * English: put tickets on sale and sell one. Not one warning from the
 *          compiler, and seven mistakes.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_open(3), sem_getvalue(3).
 * Usage: ./hunt_tickets
 */
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char name[32];

// ANCHOR: tickets
#define FILE_MODE (S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH)

static void sell(unsigned tickets)
{
    int left = 0;

    if (tickets > _POSIX_SEM_VALUE_MAX) {
        printf("%u tickets: too many, at most %d\n", tickets,
               _POSIX_SEM_VALUE_MAX);
        return;
    }
    sem_t *sem = sem_open(name, O_CREAT | O_RDWR, FILE_MODE, tickets);
    if (sem == NULL) {
        perror("sem_open");
        return;
    }
    if (sem_wait(sem) == -1)
        perror("sem_wait");
    left = sem_getvalue(sem, &left);
    printf("%u tickets: one sold, %d left\n", tickets, left);
    if (sem_close(sem) == -1)
        perror("sem_close");
    sem_unlink("/tickets");
}
// ANCHOR_END: tickets

int main(void)
{
    snprintf(name, sizeof name, "/tickets-%jd", (intmax_t)getpid());
    sell(40000);
    sell(3);
    sell(5);

    /* Not part of the hunt: keep this machine clean. */
    if (sem_unlink(name) == -1)
        perror("sem_unlink");
    return EXIT_SUCCESS;
}
