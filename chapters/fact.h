/* fact.h - what the probes under chapters/NN-slug/facts/ have in common
 *
 * 中文：每个探针只问内核一件事，每个事实打印一行：
 *       编号、HOLDS、DRIFT 或 SKIP、看见了什么，以制表符分隔。
 * English: a probe asks the kernel about one fact, or a few that belong
 *          together, and prints one line for each: id, HOLDS, DRIFT or
 *          SKIP, and what was seen, parted by tabs.
 *
 * A probe runs in an empty folder of its own and ends with 0 unless it could
 * not ask its question (then 2, with a message). Nothing is judged by time.
 * Used by: make facts.
 */
#ifndef FACT_H
#define FACT_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE, ANON = MAP_PRIVATE | MAP_ANONYMOUS };

/* die - the probe itself failed: say where, and end with 2. */
static inline void die(const char *what)
{
    perror(what);
    exit(2);
}

static inline void fact_line(const char *id, const char *state, const char *fmt,
                             va_list args)
{
    printf("%s\t%s\t", id, state);
    vprintf(fmt, args);
    putchar('\n');
    fflush(stdout); /* a child forked later must not print it again */
}

/* report - one fact was asked: `held` says whether the notes are right. */
__attribute__((format(printf, 3, 4))) static inline void
report(const char *id, int held, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    fact_line(id, held ? "HOLDS" : "DRIFT", fmt, args);
    va_end(args);
}

/* skip - one fact cannot be asked here, and why. */
__attribute__((format(printf, 2, 3))) static inline void
skip(const char *id, const char *why, ...)
{
    va_list args;

    va_start(args, why);
    fact_line(id, "SKIP", why, args);
    va_end(args);
}

/* sig_name, err_name - "SIGBUS", "EINVAL"; "ok" for 0. */
static inline const char *sig_name(int sig)
{
    switch (sig) {
    case 0:
        return "ok";
    case SIGBUS:
        return "SIGBUS";
    case SIGSEGV:
        return "SIGSEGV";
    default:
        return sigabbrev_np(sig);
    }
}

static inline const char *err_name(int err)
{
    return err == 0 ? "ok" : strerrorname_np(err);
}

static inline size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* ---- faults -------------------------------------------------------------- */

static sigjmp_buf fact_back;
static volatile sig_atomic_t fact_armed;
static siginfo_t fact_seen; /* what the last fault said */

static inline void fact_on_fault(int sig, siginfo_t *info, void *context)
{
    (void)context;
    if (!fact_armed) {
        signal(sig, SIG_DFL); /* not ours: let it kill */
        return;
    }
    fact_seen = *info;
    siglongjmp(fact_back, sig);
}

__attribute__((noinline)) static int fact_touch(volatile char *at, int store)
{
    struct sigaction sa = {.sa_flags = SA_SIGINFO};

    sa.sa_sigaction = fact_on_fault;
    if (sigaction(SIGBUS, &sa, NULL) == -1 ||
        sigaction(SIGSEGV, &sa, NULL) == -1)
        die("sigaction");
    int sig = sigsetjmp(fact_back, 1);
    if (sig == 0) {
        fact_armed = 1;
        char byte = *at;
        if (store)
            *at = byte;
    }
    fact_armed = 0;
    return sig;
}

/* probe_read, probe_write - touch one byte (a store puts back what was
 * there). Result: 0, or the signal; fact_seen then holds its siginfo_t. */
static inline int probe_read(const volatile char *at)
{
    return fact_touch((volatile char *)at, 0);
}

static inline int probe_write(volatile char *at)
{
    return fact_touch(at, 1);
}

/* ---- children ------------------------------------------------------------ */

/* run_child - body(arg) in a child that ends with 0 when body returns; a
 * child that hangs is killed after 20 seconds. Result: the wait status. */
static inline int run_child(void (*body)(void *), void *arg)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        alarm(20);
        body(arg);
        _exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return status;
}

/* died_of - the signal in a wait status, else 0. */
static inline int died_of(int status)
{
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* ---- files and mappings -------------------------------------------------- */

/* scratch_file - a file without a name, `size` bytes long. */
static inline int scratch_file(off_t size)
{
    int fd = open("probe.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open probe.tmp");
    if (unlink("probe.tmp") == -1)
        die("unlink probe.tmp");
    if (ftruncate(fd, size) == -1)
        die("ftruncate probe.tmp");
    return fd;
}

/* map_file - `len` bytes from the start, MAP_SHARED or MAP_PRIVATE. */
static inline char *map_file(int fd, size_t len, int flag)
{
    char *p = mmap(NULL, len, RW, flag, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

/* free_place - an address with nothing mapped near it. */
static inline char *free_place(void)
{
    size_t room = 64 * page_size();
    char *p = mmap(NULL, room, PROT_NONE, ANON, -1, 0);

    if (p == MAP_FAILED)
        die("mmap room");
    if (munmap(p, room) == -1)
        die("munmap room");
    return p + room / 2;
}

/* map_alone - like map_file, and no neighbour follows. */
static inline char *map_alone(int fd, size_t len, int flag)
{
    int here = flag | MAP_FIXED_NOREPLACE;
    char *p = mmap(free_place(), len, RW, here, fd, 0);

    if (p == MAP_FAILED)
        die("mmap alone");
    return p;
}

/* on_tmpfs - 1 if the file lives in memory only. */
static inline int on_tmpfs(int fd)
{
    struct statfs sfs;

    if (fstatfs(fd, &sfs) == -1)
        die("fstatfs");
    return sfs.f_type == 0x01021994; /* TMPFS_MAGIC, statfs(2) */
}

static inline off_t size_of(int fd)
{
    struct stat sb;

    if (fstat(fd, &sb) == -1)
        die("fstat");
    return sb.st_size;
}

/* ---- a small file system ------------------------------------------------- */

static inline int fact_put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);

    if (fd == -1)
        return -1;
    ssize_t n = write(fd, text, strlen(text));
    close(fd);
    return n == -1 ? -1 : 0;
}

/* be_root_inside - the ordinary way to a mount namespace: a user namespace
 * in which we are root. Result: 0, or -1 where that is not allowed. */
static inline int be_root_inside(void)
{
    char map[64];
    unsigned uid = getuid(), gid = getgid();

    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) == -1)
        return -1;
    snprintf(map, sizeof map, "0 %u 1", uid);
    if (fact_put("/proc/self/uid_map", map) == -1)
        return -1;
    snprintf(map, sizeof map, "0 %u 1", gid);
    if (fact_put("/proc/self/setgroups", "deny") == -1)
        return -1;
    return fact_put("/proc/self/gid_map", map);
}

/* small_tmpfs - a tmpfs of 64 KiB that only this process sees; it becomes
 * the current folder. Result: 0, or -1 where that is not allowed. */
static inline int small_tmpfs(void)
{
    int rc = getuid() == 0 ? unshare(CLONE_NEWNS) : -1;

    if (rc == -1 && be_root_inside() == -1)
        return -1;
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
        return -1;
    if (mkdir("small", 0700) == -1)
        die("mkdir small");
    if (mount("small", "small", "tmpfs", 0, "size=64k") == -1)
        return -1;
    if (chdir("small") == -1)
        die("chdir small");
    return 0;
}

#endif
