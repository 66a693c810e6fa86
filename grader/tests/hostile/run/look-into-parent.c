/* hostile: 想读写看守进程的内存和描述符 / tries to read and write memory and descriptors of its keeper — expect: all */
#include <fcntl.h>
#include <linux/kcmp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    static char byte;
    struct iovec here = {&byte, 1}, there = {(void *)0x400000, 1};
    int pidfd;

    if (ptrace(PTRACE_SEIZE, 1, NULL, NULL) != -1 ||
        ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) != -1)
        breach("ptrace");
    if (process_vm_readv(1, &here, 1, &there, 1, 0) != -1 ||
        process_vm_writev(1, &here, 1, &there, 1, 0) != -1)
        breach("process_vm");
    if (open("/proc/1/mem", O_RDWR) != -1 ||
        open("/proc/1/maps", O_RDONLY) != -1)
        breach("/proc/1");
    if (open("/proc/1/environ", O_RDONLY) != -1 ||
        open("/proc/1/fd/10", O_WRONLY) != -1)
        breach("/proc/1/environ or fd");
    pidfd = (int)syscall(SYS_pidfd_open, 1, 0);
    for (int fd = 0; pidfd != -1 && fd < 16; fd++)
        if (syscall(SYS_pidfd_getfd, pidfd, fd, 0) != -1)
            breach("pidfd_getfd");
    if (syscall(SYS_kcmp, 1, getpid(), KCMP_VM, 0, 0) != -1)
        breach("kcmp");
    close(pidfd);
}
