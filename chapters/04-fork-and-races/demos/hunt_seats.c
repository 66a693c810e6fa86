/* hunt_seats.c - two sellers, one seat left; wrong in four places
 *
 * 中文：两个售票员，只剩一个座位。怎么跑都对，错误有四处。
 * English: two sellers, one seat left. It comes out right however often you
 *          run it, and has four mistakes.
 *
 * Book: chapter 4, "bug-hunt".  Sources: C11 5.1.2.4, 7.17.
 * Usage: ./hunt_seats, and make explore FILE=.../hunt_seats.c
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// ANCHOR: seats
static struct hall {
    volatile int lock; /* 1: somebody is inside */
    int free, sold;    /* seats */
} * h;

static void lock(void)
{
    while (h->lock == 1)
        sched_yield();
    h->lock = 1;
}

static void unlock(void)
{
    h->lock = 0;
}

static void sell(void)
{
    if (h->free == 0)
        return; /* sold out */
    lock();
    h->free--;
    unlock();
    h->sold++;
}
// ANCHOR_END: seats

int main(void)
{
    h = mmap(NULL, sizeof *h, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (h == MAP_FAILED)
        return EXIT_FAILURE;
    h->free = 1;
    pid_t pid = fork();
    if (pid == -1)
        return EXIT_FAILURE;
    sell();
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        return EXIT_FAILURE;
    printf("free %d, sold %d\n", h->free, h->sold);
    return h->free == 0 && h->sold == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
