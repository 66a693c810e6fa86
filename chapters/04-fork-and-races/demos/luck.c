/* luck.c - how often does a program without any lock come out right?
 *
 * 中文：两个进程不加锁地数数，跑 50 遍。有几遍是对的？
 * English: two processes count without a lock, 50 times. How often is the
 *          result right?
 *
 * Book: chapter 4, "lost-update".  Sources: fork(2), sched_yield(2).
 * Usage: ./luck   (the counts differ from run to run)
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 50 };

static struct {
    volatile long plain;
    atomic_long atomic;
} * n;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: loops
static void plain(long loops)
{
    for (long i = 0; i < loops; i++)
        n->plain++;
}

static void widened(long loops)
{
    for (long i = 0; i < loops; i++) {
        long mine = n->plain;
        sched_yield(); /* here, please */
        n->plain = mine + 1;
    }
}

static void atomic(long loops)
{
    for (long i = 0; i < loops; i++)
        atomic_fetch_add(&n->atomic, 1);
}
// ANCHOR_END: loops

/* once - both processes call add(loops); 1 if nothing was lost. */
static int once(void (*add)(long), long loops)
{
    n->plain = 0;
    atomic_store(&n->atomic, 0);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    add(loops);
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return n->plain + atomic_load(&n->atomic) == 2 * loops;
}

static void row(const char *label, void (*add)(long), long loops)
{
    int right = 0;

    for (int i = 0; i < RUNS; i++)
        right += once(add, loops);
    printf("%-26s 2 x %7ld   right %2d of %d\n", label, loops, right, RUNS);
    fflush(stdout);
}

int main(void)
{
    n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (n == MAP_FAILED)
        die("mmap");
    row("n++", plain, 1000);
    row("n++", plain, 1000000);
    row("load, sched_yield, store", widened, 1000);
    row("atomic_fetch_add", atomic, 1000);
    return EXIT_SUCCESS;
}
