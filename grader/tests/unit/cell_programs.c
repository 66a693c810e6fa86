/* cell_programs.c - what the tests of cells let run in a cell
 *
 * Each is started as `unit --be WORD`. An exit status above 0 of `tidy` and
 * `forbidden` is the number of the thing that was not as it should be.
 */
#include "../../checker/cell.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, DESCRIPTORS = 32, BROKEN = 120 };

__attribute__((noinline)) void be_spinning(void)
{
    for (;;)
        __asm__ volatile("");
}

static void touch(const volatile char *at)
{
    (void)*at;
}

static void no_access(void)
{
    if (mmap(BE_AT, PAGE, PROT_NONE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
             0) == MAP_FAILED)
        _exit(BROKEN);
    touch(BE_AT + 5);
}

static void past_the_end(void)
{
    char path[] = "/tmp/cell-test-XXXXXX";
    int fd = mkstemp(path);

    if (fd == -1 || unlink(path) == -1 ||
        mmap(BE_AT, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) ==
            MAP_FAILED)
        _exit(BROKEN);
    touch(BE_AT + 7);
}

/* Two that stay: one of them a grandchild in a session of its own. */
static void leave_two(void)
{
    switch (fork()) {
    case -1:
        _exit(BROKEN);
    case 0:
        setsid();
        signal(SIGTERM, SIG_IGN);
        if (fork() == -1)
            _exit(BROKEN);
        for (;;)
            pause();
    }
    /* Let the grandchild be born: the test counts two. */
    usleep(200000);
}

/* A child that has ended, but that nobody has waited for. */
static void leave_none(void)
{
    siginfo_t info;
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    if (pid == -1 || waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == -1)
        _exit(BROKEN);
}

/* Only the descriptors of the spec, a small environment, no signal blocked or ignored,
 * no capability, no way to gain one. */
static int tidy(void)
{
    char line[256];
    sigset_t mask;
    FILE *status;

    for (int fd = 0; fd < DESCRIPTORS; fd++)
        if ((fcntl(fd, F_GETFD) == -1) != (fd >= CELL_FDS))
            return 1;
    for (char **e = environ; *e; e++)
        if (strncmp(*e, "PATH=", 5) != 0 && strncmp(*e, "LC_ALL=", 7) != 0)
            return 2;
    sigemptyset(&mask);
    sigprocmask(SIG_BLOCK, NULL, &mask);
    for (int sig = 1; sig < SIGRTMIN; sig++)
        if (sigismember(&mask, sig) == 1 || signal(sig, SIG_DFL) == SIG_IGN)
            return 3;
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return 4;
    status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "Cap", 3) == 0 && strncmp(line, "CapBnd", 6) != 0 &&
            strtoull(line + 7, NULL, 16) != 0)
            return 5;
    return status ? 0 : 6;
}

static int refused_with(long ret, int err)
{
    return ret == -1 && errno == err;
}

static int forbidden(void)
{
    char a[1] = "a", b[1] = "b";
    struct iovec from = {a, 1}, to = {b, 1};

    if (!refused_with(process_vm_readv(getpid(), &to, 1, &from, 1, 0), EPERM))
        return 1;
    if (!refused_with(socket(AF_INET, SOCK_STREAM, 0), EAFNOSUPPORT))
        return 3;
    if (!refused_with(unshare(CLONE_NEWUSER), EPERM))
        return 4;
    if (!refused_with(syscall(SYS_clone3, NULL, 0), ENOSYS))
        return 5;
    if (!refused_with(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0),
                      EPERM))
        return 6;
    if (!refused_with(ioctl(STDIN_FILENO, TIOCSTI, "x"), EPERM))
        return 7;
    if (!refused_with(shmget(IPC_PRIVATE, (64u << 20) + 1, 0600), ENOMEM))
        return 8;
    if (!refused_with(memfd_create("x", 0), EPERM))
        return BE_MEMFD;
    return 0;
}

static int allowed(void)
{
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    int shm = shmget(IPC_PRIVATE, PAGE, 0600);

    if (s == -1)
        return 1;
    if (shm == -1 || shmctl(shm, IPC_RMID, NULL) == -1)
        return 2;
    return 0;
}

/* Says a word on descriptor 3 and hears that descriptor 0 is empty. */
static int talk(void)
{
    char c;

    return read(STDIN_FILENO, &c, 1) == 0 && write(3, "hello", 5) == 5 ? 0 : 1;
}

static void sleep_long(void)
{
    if (write(3, "x", 1) == -1)
        _exit(BROKEN);
    for (;;)
        pause();
}

_Noreturn void be(const char *word)
{
    static const struct {
        const char *word;
        void (*run)(void);
        int (*check)(void);
    } programs[] = {
        {"spin", be_spinning, NULL},
        {"accerr", no_access, NULL},
        {"adrerr", past_the_end, NULL},
        {"leave-two", leave_two, NULL},
        {"leave-none", leave_none, NULL},
        {"sleep", sleep_long, NULL},
        {"tidy", NULL, tidy},
        {"forbidden", NULL, forbidden},
        {"allowed", NULL, allowed},
        {"talk", NULL, talk},
    };

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (strcmp(word, programs[i].word) != 0)
            continue;
        if (programs[i].check)
            _exit(programs[i].check());
        programs[i].run();
        _exit(0);
    }
    if (strcmp(word, "maperr") == 0)
        touch(BE_NOWHERE);
    if (strcmp(word, "seven") == 0)
        _exit(7);
    if (strcmp(word, "abort") == 0)
        abort();
    _exit(BROKEN);
}
