/* litmus.c - both store, then both load: can both read the old value?
 *
 * 中文：两个进程各写一个变量，再读对方的。会不会两边都读到 0？
 * English: each of two processes stores to one variable, then loads the
 *          other's. Can both read 0?
 *
 * Book: chapter 4, "ordering".  Sources: C11 7.17.3.
 * Usage: ./litmus   (the counts differ from run to run)
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 20000, LINE = 64, SECONDS = 4 };

/* One pair of variables for each round, each on a cache line of its own. */
struct round {
    _Alignas(LINE) union {
        volatile int plain;
        atomic_int atomic;
    } x;
    _Alignas(LINE) union {
        volatile int plain;
        atomic_int atomic;
    } y;
    _Alignas(LINE) int a, b;
};

static struct {
    atomic_int arrived;
    int rounds; /* how many there are; written by A before it arrives */
    struct round round[ROUNDS];
} * t;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: sides
static void plain_a(struct round *r)
{
    r->x.plain = 1;
    r->a = r->y.plain;
}

static void release_a(struct round *r)
{
    atomic_store_explicit(&r->x.atomic, 1, memory_order_release);
    r->a = atomic_load_explicit(&r->y.atomic, memory_order_acquire);
}

static void seq_cst_a(struct round *r)
{
    atomic_store(&r->x.atomic, 1);
    r->a = atomic_load(&r->y.atomic);
}
// ANCHOR_END: sides

/* The other side: the same with x and y exchanged. */
static void plain_b(struct round *r)
{
    r->y.plain = 1;
    r->b = r->x.plain;
}

static void release_b(struct round *r)
{
    atomic_store_explicit(&r->y.atomic, 1, memory_order_release);
    r->b = atomic_load_explicit(&r->x.atomic, memory_order_acquire);
}

static void seq_cst_b(struct round *r)
{
    atomic_store(&r->y.atomic, 1);
    r->b = atomic_load(&r->x.atomic);
}

/* meet - both begin round i together, as nearly as can be. */
static void meet(int i)
{
    atomic_fetch_add(&t->arrived, 1);
    for (int spins = 0; atomic_load(&t->arrived) < 2 * (i + 1); spins++)
        if (spins > 10000)
            sched_yield(); /* the other one may need this processor */
}

/* Where others want the processors, meeting takes long: then fewer must do. */
static void all_rounds(void (*side)(struct round *), int may_end_it)
{
    time_t end = time(NULL) + SECONDS;

    for (int i = 0; i < ROUNDS; i++) {
        if (may_end_it && i > 0 && time(NULL) > end)
            t->rounds = i;
        meet(i);
        if (i == t->rounds)
            return;
        side(&t->round[i]);
    }
}

static void row(const char *label, void (*a)(struct round *),
                void (*b)(struct round *))
{
    int zeros = 0;

    t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (t == MAP_FAILED)
        die("mmap");
    t->rounds = ROUNDS;
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    all_rounds(pid == 0 ? b : a, pid != 0);
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    for (int i = 0; i < t->rounds; i++)
        zeros += t->round[i].a == 0 && t->round[i].b == 0;
    printf("%-17s both read 0 in %5d of %d rounds\n", label, zeros, t->rounds);
    fflush(stdout);
    if (munmap(t, sizeof *t) == -1)
        die("munmap");
}

int main(void)
{
    row("volatile", plain_a, plain_b);
    row("release, acquire", release_a, release_b);
    row("seq_cst", seq_cst_a, seq_cst_b);
    return EXIT_SUCCESS;
}
