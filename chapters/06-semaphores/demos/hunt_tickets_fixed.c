/* hunt_tickets_fixed.c - the ticket sale of hunt_tickets.c, repaired
 *
 * 中文：修好以后：每一批票都从说好的张数卖起，什么也不落下。
 * English: repaired: each stock starts with the number it was given, and
 *          nothing is left behind.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_open(3), sem_getvalue(3).
 * Usage: ./hunt_tickets_fixed
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char name[32];

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: tickets
static void sell(unsigned tickets)
{
    int left;
    sem_t *sem = sem_open(name, O_CREAT | O_EXCL, 0600, tickets);

    if (sem == SEM_FAILED) /* EEXIST: not ours. EINVAL: too many */
        die("sem_open");
    if (sem_unlink(name) == -1) /* nobody else needs to find it */
        die("sem_unlink");
    // ANCHOR: loop
    while (sem_wait(sem) == -1)
        if (errno != EINTR)
            die("sem_wait");
    // ANCHOR_END: loop
    if (sem_getvalue(sem, &left) == -1)
        die("sem_getvalue");
    printf("%u tickets: one sold, %d left\n", tickets, left);
    if (sem_close(sem) == -1)
        die("sem_close");
}
// ANCHOR_END: tickets

int main(void)
{
    snprintf(name, sizeof name, "/tickets-%jd", (intmax_t)getpid());
    sell(40000);
    sell(3);
    sell(5);
    return EXIT_SUCCESS;
}
