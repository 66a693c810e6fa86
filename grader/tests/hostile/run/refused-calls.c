/* hostile: 逐个试不该有的系统调用 / tries the system calls no lab needs, one by one — expect: all */
#include <stddef.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const struct {
    long number;
    const char *name;
} calls[] = {
    {SYS_bpf, "bpf"},
    {SYS_perf_event_open, "perf_event_open"},
    {SYS_userfaultfd, "userfaultfd"},
    {SYS_io_uring_setup, "io_uring_setup"},
    {SYS_keyctl, "keyctl"},
    {SYS_add_key, "add_key"},
    {SYS_memfd_create, "memfd_create"},
    {SYS_personality, "personality"},
    {SYS_kexec_load, "kexec_load"},
    {SYS_init_module, "init_module"},
    {SYS_reboot, "reboot"},
    {SYS_swapon, "swapon"},
    {SYS_acct, "acct"},
    {SYS_quotactl, "quotactl"},
    {SYS_settimeofday, "settimeofday"},
    {SYS_sethostname, "sethostname"},
    {SYS_fanotify_init, "fanotify_init"},
    {SYS_open_by_handle_at, "open_by_handle_at"},
    {SYS_mbind, "mbind"},
    {SYS_syslog, "syslog"},
    {SYS_vhangup, "vhangup"},
};

__attribute__((constructor)) static void attack(void)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (syscall(calls[i].number, "x", 0L, 0L, 0L, 0L, 0L) != -1)
            breach(calls[i].name);
}
