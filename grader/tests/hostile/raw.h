/* raw.h - system calls without the C library
 *
 * The grader refuses functions it does not know when a hand-in is linked, and
 * records those it knows. Who writes the calls in assembler gets around both:
 * what holds then is the cell alone, and that is what these attacks try.
 *
 * hostile.sh copies this file into a hand-in in place of its #include line; it
 * must be the last one. Sources: syscall(2).
 */
#ifndef RAW_H
#define RAW_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

long raw(long number, ...);

#if defined(__x86_64__)
__asm__(".pushsection .text\n"
        "raw: mov %rdi, %rax\n"
        "mov %rsi, %rdi\n"
        "mov %rdx, %rsi\n"
        "mov %rcx, %rdx\n"
        "mov %r8, %r10\n"
        "mov %r9, %r8\n"
        "mov 8(%rsp), %r9\n"
        "syscall\n"
        "ret\n"
        ".popsection");
#elif defined(__aarch64__)
__asm__(".pushsection .text\n"
        "raw: mov x8, x0\n"
        "mov x0, x1\n"
        "mov x1, x2\n"
        "mov x2, x3\n"
        "mov x3, x4\n"
        "mov x4, x5\n"
        "mov x5, x6\n"
        "svc 0\n"
        "ret\n"
        ".popsection");
#endif

static inline long with_errno(long result)
{
    if (result >= 0 || result < -4095)
        return result;
    errno = (int)-result;
    return -1;
}

static inline int as_int(long result)
{
    return (int)result;
}

static inline void *as_pointer(long result)
{
    return (void *)result;
}

static inline void doze(long microseconds)
{
    struct timespec t = {0, microseconds * 1000};

    raw(SYS_nanosleep, &t, (void *)0);
}

static inline int queue_signal(pid_t pid, int sig)
{
    siginfo_t info = {.si_signo = sig, .si_code = SI_QUEUE};

    info.si_pid = getpid();
    info.si_uid = getuid();
    return (int)with_errno(raw(SYS_rt_sigqueueinfo, pid, sig, &info));
}

/* The channel of answers: the one socket there is, on whatever descriptor. */
static inline int channel(void)
{
    struct stat sb;

    for (int fd = 3; fd < 64; fd++)
        if (raw(SYS_fstat, fd, &sb) == 0 && S_ISSOCK(sb.st_mode))
            return fd;
    return -1;
}

#define syscall(...) with_errno(raw(__VA_ARGS__))

/* Undefined again by hostile.sh where other code follows. */
#define open(...) as_int(syscall(SYS_openat, AT_FDCWD, __VA_ARGS__, 0))
#define close(fd) syscall(SYS_close, fd)
#define read(fd, p, n) syscall(SYS_read, fd, p, (long)(n))
#define write(fd, p, n) syscall(SYS_write, fd, p, (long)(n))
#define pwrite(fd, p, n, o) syscall(SYS_pwrite64, fd, p, (long)(n), (long)(o))
#define fstat(fd, p) syscall(SYS_fstat, fd, p)
#define fcntl(...) syscall(SYS_fcntl, __VA_ARGS__)
#define ioctl(...) syscall(SYS_ioctl, __VA_ARGS__)
#define access(path, mode) syscall(SYS_faccessat, AT_FDCWD, path, mode)
#define unlink(path) syscall(SYS_unlinkat, AT_FDCWD, path, 0)
#define mkdir(path, mode) syscall(SYS_mkdirat, AT_FDCWD, path, mode)
#define mkfifo(path, mode)                                                     \
    syscall(SYS_mknodat, AT_FDCWD, path, S_IFIFO | (mode), 0)
#define symlink(to, path) syscall(SYS_symlinkat, to, AT_FDCWD, path)
#define chmod(path, mode) syscall(SYS_fchmodat, AT_FDCWD, path, mode)
#define truncate(path, n) syscall(SYS_truncate, path, (long)(n))
#define chdir(path) syscall(SYS_chdir, path)
#define chroot(path) syscall(SYS_chroot, path)
#define mount(...) syscall(SYS_mount, __VA_ARGS__)
#define umount2(path, flags) syscall(SYS_umount2, path, flags)
#define unshare(flags) syscall(SYS_unshare, flags)
#define setns(fd, kind) syscall(SYS_setns, fd, kind)
#define mmap(at, n, prot, flags, fd, off)                                      \
    as_pointer(syscall(SYS_mmap, at, (long)(n), prot, flags, (long)(fd),       \
                       (long)(off)))
#define munmap(at, n) syscall(SYS_munmap, at, (long)(n))
#define socket(family, type, protocol)                                         \
    as_int(syscall(SYS_socket, family, type, protocol))
#define connect(fd, address, n) syscall(SYS_connect, fd, address, (long)(n))
#define send(fd, p, n, flags)                                                  \
    syscall(SYS_sendto, fd, p, (long)(n), flags, (void *)0, 0L)
#define recv(fd, p, n, flags)                                                  \
    syscall(SYS_recvfrom, fd, p, (long)(n), flags, (void *)0, (void *)0)
#define sendmsg(fd, message, flags) syscall(SYS_sendmsg, fd, message, flags)
#define fork() as_int(syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L))
#define waitpid(pid, status, flags)                                            \
    syscall(SYS_wait4, (long)(pid), status, flags, (void *)0)
#define execl(path, ...)                                                       \
    syscall(SYS_execve, path, ((const char *[]){__VA_ARGS__}), (void *)0)
#define pause()                                                                \
    as_int(syscall(SYS_ppoll, (void *)0, 0L, (void *)0, (void *)0, 0L))
#define usleep(n) doze(n)
#define sleep(n) pause()
#define kill(pid, sig) syscall(SYS_kill, (long)(pid), sig)
#define raise(sig)                                                             \
    as_int(syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), sig))
#define sigqueue(pid, sig, value) queue_signal(pid, sig)
#define gettid() syscall(SYS_gettid)
#define setsid() syscall(SYS_setsid)
#define setuid(id) syscall(SYS_setuid, id)
#define setgid(id) syscall(SYS_setgid, id)
#define setresuid(a, b, c) syscall(SYS_setresuid, a, b, c)
#define prctl(...) syscall(SYS_prctl, __VA_ARGS__, 0L, 0L, 0L, 0L)
#define prlimit(pid, what, new, old)                                           \
    syscall(SYS_prlimit64, (long)(pid), what, new, old)
#define setpriority(which, who, value)                                         \
    syscall(SYS_setpriority, which, who, value)
#define sched_setscheduler(pid, policy, param)                                 \
    syscall(SYS_sched_setscheduler, pid, policy, param)
#define ptrace(what, pid, a, b) syscall(SYS_ptrace, (long)(what), pid, a, b)
#define process_vm_readv(pid, a, n, b, m, flags)                               \
    syscall(SYS_process_vm_readv, pid, a, (long)(n), b, (long)(m), flags)
#define process_vm_writev(pid, a, n, b, m, flags)                              \
    syscall(SYS_process_vm_writev, pid, a, (long)(n), b, (long)(m), flags)
#define shmget(key, n, flags) as_int(syscall(SYS_shmget, key, (long)(n), flags))
#define semget(key, n, flags) as_int(syscall(SYS_semget, key, n, flags))
#define msgget(key, flags) as_int(syscall(SYS_msgget, key, flags))

#endif
