/* hunt_seats_fixed.c - two sellers, one seat left; repaired
 *
 * 中文：修好以后：抢锁是一步，带次序；看和改都在锁里。
 * English: repaired: the lock is taken in one step, in order; looking and
 *          changing are both inside.
 *
 * Book: chapter 4, "bug-hunt".  Sources: C11 5.1.2.4, 7.17.
 * Usage: ./hunt_seats_fixed, and make explore FILE=.../hunt_seats_fixed.c
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct hall {
    atomic_int lock; /* 1: somebody is inside */
    int free, sold;  /* seats; only inside */
} * h;

static void lock(void)
{
    while (atomic_exchange_explicit(&h->lock, 1, memory_order_acquire))
        sched_yield();
}

static void unlock(void)
{
    atomic_store_explicit(&h->lock, 0, memory_order_release);
}

static void sell(void)
{
    lock();
    if (h->free > 0) {
        h->free--;
        h->sold++;
    }
    unlock();
}

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
