/* litmus.c - both store, both load: with seq_cst never two zeros
 *
 * 中文：两边先存后取。seq_cst 从不同时取到 0；volatile、释放加获取会。
 * English: both sides store, then load. seq_cst never gives two zeros;
 *          volatile, and release with acquire, do.
 *
 * Whether a processor shows the zeros in a given round is luck. So the weaker
 * two are tried until they do; a machine that never does (one processor) is
 * skipped. Only a zero under seq_cst would be a drift.
 *
 * Facts: M041.  Sources: C11 7.17.3.
 */
#include "fact.h"

#include <stdatomic.h>

enum { ROUNDS = 20000, TRIES = 20, LINE = 64 };
enum { VOLATILE, RELEASE, SEQ_CST };

struct round {
    _Alignas(LINE) atomic_int x;
    _Alignas(LINE) atomic_int y;
    _Alignas(LINE) int a, b;
};

static struct {
    atomic_int arrived;
    struct round round[ROUNDS];
} * t;

static void meet(int i)
{
    atomic_fetch_add(&t->arrived, 1);
    for (int spins = 0; atomic_load(&t->arrived) < 2 * (i + 1); spins++)
        if (spins > 10000)
            sched_yield();
}

static int side(int how, atomic_int *mine, atomic_int *other)
{
    switch (how) {
    case VOLATILE:
        *(volatile int *)mine = 1;
        return *(volatile int *)other;
    case RELEASE:
        atomic_store_explicit(mine, 1, memory_order_release);
        return atomic_load_explicit(other, memory_order_acquire);
    default:
        atomic_store(mine, 1);
        return atomic_load(other);
    }
}

/* zeros - in how many of ROUNDS rounds did both read 0? */
static int zeros(int how)
{
    int n = 0, flags = MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE;

    t = mmap(NULL, sizeof *t, RW, flags, -1, 0);
    if (t == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    for (int i = 0; i < ROUNDS; i++) {
        struct round *r = &t->round[i];
        meet(i);
        if (pid == 0)
            r->b = side(how, &r->y, &r->x);
        else
            r->a = side(how, &r->x, &r->y);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    for (int i = 0; i < ROUNDS; i++)
        n += t->round[i].a == 0 && t->round[i].b == 0;
    munmap(t, sizeof *t);
    return n;
}

static int seen(int how)
{
    for (int i = 0; i < TRIES; i++)
        if (zeros(how) > 0)
            return 1;
    return 0;
}

int main(void)
{
    int strict = zeros(SEQ_CST);
    int weak = strict == 0 && sysconf(_SC_NPROCESSORS_ONLN) > 1 &&
               seen(VOLATILE) && seen(RELEASE);

    if (strict == 0 && !weak)
        skip("M041", "this machine shows no store that waits");
    else
        report("M041", strict == 0,
               "both read 0 under seq_cst in %d of %d rounds; under volatile "
               "and under release and acquire: %s",
               strict, ROUNDS, weak ? "seen" : "not asked");
    return 0;
}
