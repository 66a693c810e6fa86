/* no_kernel.c - who does not wait does not call
 *
 * 中文：没有人等的时候，sem_wait 和 sem_post 不进内核。
 * English: where nobody waits, sem_wait and sem_post make no system call.
 *
 * Facts: C143.  Sources: sem_overview(7), seccomp(2).
 */
#include "sem_fact.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static void on_a_short_leash(void *arg)
{
    sem_t *sem = arg;

    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1)
        _exit(9);
    for (int i = 0; i < 1000; i++) {
        sem_wait(sem);
        sem_post(sem);
    }
    syscall(SYS_exit, 5); /* _exit calls exit_group, which is forbidden */
}

int main(void)
{
    int status = run_child(on_a_short_leash, shared_sem(1, 1));

    if (WIFEXITED(status) && WEXITSTATUS(status) == 9)
        skip("C143", "no seccomp here");
    else
        report("C143", WIFEXITED(status) && WEXITSTATUS(status) == 5,
               "1000 times wait and post without a system call: %s",
               died_of(status) ? sig_name(died_of(status)) : "done");
    return 0;
}
