/* filter.c - the system calls a student's process may not make
 *
 * Everything is allowed except what reaches outside the cell, weakens its
 * walls, or has no place in any lab. Shared memory, semaphores, queues,
 * futexes and signals all stay open: they are what the course is about.
 *
 * Sources: seccomp(2), seccomp_rule_add(3).
 */
#include "cell.h"

#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Looking into or changing other processes, mounts, namespaces, the kernel,
 * the clock, the host. */
static const char *const refused[] = {
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "kcmp", "pidfd_getfd", "mount", "umount2", "umount", "pivot_root", "chroot",
    "open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick",
    "mount_setattr", "unshare", "setns", "bpf", "perf_event_open", "keyctl",
    "add_key", "request_key", "kexec_load", "kexec_file_load", "init_module",
    "finit_module", "delete_module", "reboot", "swapon", "swapoff", "acct",
    "quotactl", "quotactl_fd", "settimeofday", "clock_settime", "clock_adjtime",
    "adjtimex", "sethostname", "setdomainname", "iopl", "ioperm", "modify_ldt",
    "fanotify_init", "fanotify_mark", "name_to_handle_at", "open_by_handle_at",
    "move_pages", "migrate_pages", "mbind", "set_mempolicy", "memfd_secret",
    "personality", "syslog", "vhangup", "lookup_dcookie", "userfaultfd",
    /* These let a process forge the si_code of a signal to itself. */
    "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    /* Memory of a memfd is bounded by no limit of this cell. */
    "memfd_create", NULL};

/* "Not implemented" makes the C library fall back to older calls, whose
 * arguments a filter can see. */
static const char *const absent[] = {
    "clone3", "io_uring_setup", "io_uring_enter", "io_uring_register", NULL};

static const unsigned long new_namespace[] = {
    CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
    CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

static int is_allowed(const char *const *allow, const char *name)
{
    for (; allow && *allow; allow++)
        if (strcmp(*allow, name) == 0)
            return 1;
    return 0;
}

static int deny_all(scmp_filter_ctx ctx, const char *const *names, int error,
                    const char *const *allow)
{
    for (; *names; names++) {
        int nr = seccomp_syscall_resolve_name(*names);

        if (nr == __NR_SCMP_ERROR || is_allowed(allow, *names))
            continue; /* unknown to the library: unknown to its kernel */
        if (seccomp_rule_add(ctx, SCMP_ACT_ERRNO(error), nr, 0) != 0)
            return -1;
    }
    return 0;
}

static int deny_by_argument(scmp_filter_ctx ctx)
{
    const uint32_t eperm = SCMP_ACT_ERRNO(EPERM);
    int bad = 0;

    for (size_t i = 0; i < sizeof new_namespace / sizeof *new_namespace; i++)
        bad |= seccomp_rule_add(
            ctx, eperm, SCMP_SYS(clone), 1,
            SCMP_A0(SCMP_CMP_MASKED_EQ, new_namespace[i], new_namespace[i]));
    bad |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket),
                            1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
    /* Only the low 32 bits of an ioctl request count for the kernel. */
    bad |= seccomp_rule_add(ctx, eperm, SCMP_SYS(ioctl), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCSTI));
    bad |=
        seccomp_rule_add(ctx, eperm, SCMP_SYS(ioctl), 1,
                         SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCLINUX));
    bad |= seccomp_rule_add(ctx, eperm, SCMP_SYS(prlimit64), 1,
                            SCMP_A0(SCMP_CMP_NE, 0));
    bad |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOMEM), SCMP_SYS(shmget), 1,
                            SCMP_A1(SCMP_CMP_GT, 64u << 20));
    return bad ? -1 : 0;
}

int cell_filter(const char *const *allow)
{
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
    int bad;

    if (!ctx)
        return -1;
    bad = deny_all(ctx, refused, EPERM, allow) ||
          deny_all(ctx, absent, ENOSYS, allow) || deny_by_argument(ctx) ||
          seccomp_load(ctx) != 0;
    seccomp_release(ctx);
    return bad ? -1 : 0;
}
