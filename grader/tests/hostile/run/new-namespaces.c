/* hostile: 建命名空间、挂载、换根目录 / makes namespaces, mounts, changes its root — expect: all */
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const unsigned long kinds[] = {
    CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
    CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

static void try_clone(unsigned long kind)
{
    struct clone_args args = {.flags = kind, .exit_signal = SIGCHLD};
    long pid = syscall(SYS_clone, kind | SIGCHLD, 0L, 0L, 0L, 0L);

    if (pid == 0)
        _exit(0);
    if (pid > 0)
        breach("clone");
    pid = syscall(SYS_clone3, &args, sizeof args);
    if (pid == 0)
        _exit(0);
    if (pid > 0)
        breach("clone3");
}

__attribute__((constructor)) static void attack(void)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (unshare((int)kinds[i]) == 0)
            breach("unshare");
        try_clone(kinds[i]);
    }
    if (setns(open("/proc/self/ns/mnt", O_RDONLY), 0) == 0)
        breach("setns");
    if (mount("tmpfs", "/tmp", "tmpfs", 0, NULL) == 0 ||
        mount("/proc/sys", "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL) == 0)
        breach("mount");
    if (umount2("/grader", MNT_DETACH) == 0)
        breach("umount");
    if (chroot("/tmp") == 0 || syscall(SYS_pivot_root, "/tmp", "/tmp") == 0)
        breach("another root");
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}
