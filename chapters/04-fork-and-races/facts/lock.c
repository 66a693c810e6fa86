/* lock.c - a spin lock of one word: where it works, and whom it outlives
 *
 * 中文：没人抢就不进内核；在私有内存里锁不住；主人被杀，锁还锁着。
 * English: no system call without contention; no lock at all in private
 *          memory; and still locked when its owner has been killed.
 *
 * Facts: M108.  Sources: C11 7.17.7.3, seccomp(2).
 */
#include "fact.h"

#include <linux/seccomp.h>
#include <stdatomic.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static int try_lock(atomic_int *l)
{
    return atomic_exchange_explicit(l, 1, memory_order_acquire) == 0;
}

static void thousand_times(void *arg)
{
    atomic_int *l = arg;

    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1)
        _exit(9);
    for (int i = 0; i < 1000; i++) {
        while (!try_lock(l)) {
        }
        atomic_store_explicit(l, 0, memory_order_release);
    }
    syscall(SYS_exit, 0);
}

/* held_by_child - can we take it while a stopped child holds it? after: and
 * when that child has been killed? */
static int held_by_child(atomic_int *l, int *after)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (try_lock(l))
            raise(SIGSTOP);
        _exit(0);
    }
    if (waitpid(pid, NULL, WUNTRACED) == -1)
        die("waitpid");
    int got = try_lock(l);
    kill(pid, SIGKILL);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    *after = try_lock(l);
    return got;
}

int main(void)
{
    int late;
    atomic_int *shared =
        mmap(NULL, sizeof *shared, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    atomic_int *private = mmap(NULL, sizeof *private, RW, ANON, -1, 0);

    if (shared == MAP_FAILED || private == MAP_FAILED)
        die("mmap");
    int status = run_child(thousand_times, shared);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 9) {
        skip("M108", "no seccomp strict mode here");
        return 0;
    }
    int both = held_by_child(private, &late);
    int shared_both = held_by_child(shared, &late);
    report("M108", status == 0 && both && !shared_both && !late,
           "1000 rounds without a system call: %d; two owners in private "
           "memory: %d, in shared memory: %d; free after SIGKILL: %d",
           status == 0, both, shared_both, late);
    return 0;
}
