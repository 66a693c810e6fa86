/* race.c - two processes add to one number
 *
 * 中文：没有同步就会丢失更新；原子操作一次也不丢。
 * English: without synchronisation updates are lost; atomically, none is.
 *
 * Facts: C003.  Sources: C11 5.1.2.4.
 */
#include "fact.h"

#include <stdatomic.h>

enum { TIMES = 20000 };

static struct {
    volatile long plain;
    atomic_long atomic;
} * n;

static void add(void)
{
    for (int i = 0; i < TIMES; i++) {
        long old = n->plain;
        if (i % 4 == 0)
            sched_yield(); /* widen the window between load and store */
        n->plain = old + 1;
        atomic_fetch_add(&n->atomic, 1);
    }
}

int main(void)
{
    n = mmap(NULL, sizeof *n, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (n == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    add();
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    report("C003", n->plain < 2 * TIMES && n->atomic == 2 * TIMES,
           "2 x %d additions: plain %s, atomic lost %ld", TIMES,
           n->plain < 2 * TIMES ? "lost some" : "lost none",
           2 * TIMES - n->atomic);
    return 0;
}
