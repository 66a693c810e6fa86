/* userfault.c - M039, M072: who may serve page faults
 *
 * 中文：userfaultfd：普通用户要么被拒绝，要么只管用户态的故障。
 * English: userfaultfd: an ordinary user is refused, or gets user mode only.
 *
 * Sources: userfaultfd(2), proc(5).
 */
#include "fact.h"
#include <grp.h>
#include <sys/syscall.h>

enum { USER_MODE_ONLY = 1, NOBODY = 65534 };

/* ask - exit status: the errno of userfaultfd as an ordinary user */
static void ask(void *arg)
{
    int flags = *(int *)arg;

    if (getuid() == 0 &&
        (setgroups(0, NULL) == -1 || setresgid(NOBODY, NOBODY, NOBODY) == -1 ||
         setresuid(NOBODY, NOBODY, NOBODY) == -1))
        _exit(255);
    _exit(syscall(SYS_userfaultfd, flags) == -1 ? errno : 0);
}

static int as_nobody(int flags)
{
    int status = run_child(ask, &flags);

    if (!WIFEXITED(status) || WEXITSTATUS(status) == 255) {
        fprintf(stderr, "the child could not ask\n");
        exit(2);
    }
    return WEXITSTATUS(status);
}

int main(void)
{
    int plain = as_nobody(0), user = as_nobody(USER_MODE_ONLY), allowed = 0;
    FILE *f = fopen("/proc/sys/vm/unprivileged_userfaultfd", "r");

    if (f == NULL || fscanf(f, "%d", &allowed) != 1 || plain == ENOSYS) {
        skip("M039", "this kernel has no userfaultfd");
        skip("M072", "this kernel has no userfaultfd");
        return 0;
    }
    report("M039", plain == (allowed ? 0 : EPERM),
           "an ordinary user, unprivileged_userfaultfd=%d: %s", allowed,
           err_name(plain));
    report("M072", user == 0, "with UFFD_USER_MODE_ONLY: %s", err_name(user));
    return 0;
}
