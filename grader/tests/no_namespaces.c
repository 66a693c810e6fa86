/* no_namespaces.c - run a command on a machine that refuses namespaces
 *
 * Usage: no_namespaces COMMAND [ARG...]
 *
 * Stands in for a container or a hardened kernel: every way to a new
 * namespace, and mount, fails with EPERM in the command and its children.
 * Sources: seccomp(2), unshare(2), clone(2).
 */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <unistd.h>

static const unsigned long flags[] = {CLONE_NEWUSER, CLONE_NEWNS,
                                      CLONE_NEWPID,  CLONE_NEWNET,
                                      CLONE_NEWIPC,  CLONE_NEWUTS};

int main(int argc, char **argv)
{
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
    int bad = !ctx || argc < 2;

    /* clone3 hides its flags behind a pointer: absent, so clone is used. */
    bad = bad ||
          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) ||
          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 0) ||
          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mount), 0);
    for (size_t i = 0; !bad && i < sizeof flags / sizeof *flags; i++)
        bad = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, flags[i], flags[i]));
    if (bad || seccomp_load(ctx) != 0) {
        fputs("no_namespaces: cannot set the filter up\n", stderr);
        return 125;
    }
    seccomp_release(ctx);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 127;
}
