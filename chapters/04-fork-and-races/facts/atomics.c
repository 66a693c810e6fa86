/* atomics.c - one step or two, with an address or without
 *
 * 中文：无锁的原子操作不认地址；先原子地取、再原子地存，仍会丢更新；24
 *       字节的原子类型不是无锁的。
 * English: lock-free operations are address-free; an atomic load and an
 *          atomic store still lose updates; 24 bytes are not lock-free.
 *
 * Facts: M042, M107, M115.  Sources: C11 7.17.5, 7.17.7.
 */
#include "01-toolbox/facts/gcc.h"

#include <stdatomic.h>

static atomic_long *max;

static void store_nine(void *unused)
{
    (void)unused;
    atomic_store(max, 9);
}

/* Another process stores 9 between our load of 5 and what follows. */
static long load_and_lose(void)
{
    atomic_store(max, 5);
    long old = atomic_load(max);
    if (run_child(store_nine, NULL) != 0)
        die("child");
    return old;
}

static void ask_steps(void)
{
    long old = load_and_lose();
    if (7 > old)
        atomic_store(max, 7);
    long two_steps = atomic_load(max);

    old = load_and_lose();
    int failures = 0;
    while (7 > old && !atomic_compare_exchange_strong(max, &old, 7))
        failures++;
    long by_exchange = atomic_load(max);
    report("M107",
           two_steps == 7 && by_exchange == 9 && failures == 1 && old == 9,
           "9 arrives between load and store of 7: two atomic steps leave "
           "%ld, compare-exchange fails %d time, then knows %ld, leaves %ld",
           two_steps, failures, old, by_exchange);
}

static void ask_addresses(void)
{
    int fd = scratch_file((off_t)page_size());
    atomic_long *p = (atomic_long *)map_file(fd, page_size(), MAP_SHARED);
    atomic_long *q = (atomic_long *)map_file(fd, page_size(), MAP_SHARED);

    for (int i = 0; i < 1000; i++) {
        atomic_fetch_add(p, 1);
        atomic_fetch_add(q, 1);
    }
    report("M042",
           ATOMIC_INT_LOCK_FREE == 2 && ATOMIC_LONG_LOCK_FREE == 2 &&
               ATOMIC_POINTER_LOCK_FREE == 2 && p != q &&
               atomic_load(p) == 2000,
           "int, long, pointer lock-free: %d %d %d; 2000 additions through "
           "two addresses: %ld",
           ATOMIC_INT_LOCK_FREE, ATOMIC_LONG_LOCK_FREE,
           ATOMIC_POINTER_LOCK_FREE, atomic_load(p));
}

static void ask_width(void)
{
    static const char *const text = "_Atomic struct { char c[N]; } a, b;\n"
                                    "int main(void) { a = b; return 0; }\n";
    char says[4096];

    if (gcc_start() == -1) {
        skip("M115", "no gcc here");
        return;
    }
    int eight = gcc_try("-O1 -DN=8", text, NULL, 0);
    int wide = gcc_try("-O1 -DN=24", text, says, sizeof says);
    int asked = strstr(says, "__atomic_load") != NULL;
    gcc_end();
    report("M115", eight && !wide && asked,
           "an atomic struct of 8 bytes links by itself: %d; of 24 bytes: %d, "
           "it wants __atomic_load of a library: %d",
           eight, wide, asked);
}

int main(void)
{
    max = mmap(NULL, sizeof *max, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (max == MAP_FAILED)
        die("mmap");
    ask_steps();
    ask_addresses();
    ask_width();
    return 0;
}
