/* jail.c - run a command behind walls, as a user of its own */
#include "jail.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_OWNER = 60000, OWNERS = 4000, MAX_ARGS = 128, FREE_FD = 64 };

enum isolation isolation;

static const char bwrap[] = "/usr/bin/bwrap";

const char *isolation_name(void)
{
    return isolation == NONE ? "none" : "no-cgroup";
}

uid_t jail_owner(void)
{
    static uid_t owner; /* chosen before the first fork: children inherit it */

    if (geteuid() != 0)
        return geteuid();
    if (owner == 0) /* one user per grader: two that run at once share none */
        owner = FIRST_OWNER + (uid_t)getpid() % OWNERS;
    return owner;
}

/* ---- being interrupted ---------------------------------------------------- */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signo)
{
    interrupted = signo;
}

void jail_interruptible(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_interrupt};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

int jail_interrupted(void)
{
    return interrupted;
}

long jail_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* ---- the command line of bwrap ------------------------------------------- */

struct args {
    const char *list[MAX_ARGS];
    int n;
};

static void add(struct args *args, const char *const *words)
{
    for (; *words; words++)
        if (args->n < MAX_ARGS - 1)
            args->list[args->n++] = *words;
    args->list[args->n] = NULL;
}

/* --unshare-all alone would go on without a user namespace where there is
 * none; --unshare-user insists. --new-session: no typing into our terminal.
 * The system is there read-only, of /etc nothing but the linker's cache. */
static const char *const walls[] = {bwrap,
                                    "--unshare-all",
                                    "--unshare-user",
                                    "--die-with-parent",
                                    "--new-session",
                                    "--clearenv",
                                    "--setenv",
                                    "PATH",
                                    "/usr/bin:/bin",
                                    "--setenv",
                                    "LC_ALL",
                                    "C.UTF-8",
                                    "--hostname",
                                    "lab",
                                    "--ro-bind",
                                    "/usr",
                                    "/usr",
                                    "--symlink",
                                    "usr/bin",
                                    "/bin",
                                    "--symlink",
                                    "usr/lib",
                                    "/lib",
                                    "--symlink",
                                    "usr/lib64",
                                    "/lib64",
                                    "--dir",
                                    "/etc",
                                    "--ro-bind",
                                    "/etc/ld.so.cache",
                                    "/etc/ld.so.cache",
                                    "--proc",
                                    "/proc",
                                    "--dev",
                                    "/dev",
                                    "--perms",
                                    "1777",
                                    "--size",
                                    "33554432",
                                    "--tmpfs",
                                    "/tmp",
                                    NULL};

/* What the checker needs to build cells: mounts and namespaces, inside its
 * own user namespace only. */
static const char *const for_cells[] = {
    "--cap-drop",    "ALL",       "--cap-add",
    "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP",
    "--dir",         "/lab",      NULL};

/* Names of shared memory, semaphores and queues of its own. */
static const char *const own_names[] = {"--perms",  "1777",        "--size",
                                        "67108864", "--tmpfs",     "/dev/shm",
                                        "--mqueue", "/dev/mqueue", NULL};

static const char *const no_cells[] = {"--cap-drop", "ALL", NULL};

static const char *const closing[] = {
    "--remount-ro", "/dev", "--remount-ro", "/", "--", NULL};

static void bwrap_args(struct args *args, const struct jail *jail)
{
    add(args, walls);
    add(args, jail->make_cells ? for_cells : no_cells);
    if (jail->make_cells || jail->own_names)
        add(args, own_names);
    for (const struct jail_bind *b = jail->bind; b->from; b++)
        add(args, (const char *[]){b->writable ? "--bind" : "--ro-bind",
                                   b->from, b->to, NULL});
    add(args, (const char *[]){"--chdir", jail->cwd, NULL});
    add(args, closing);
    add(args, jail->argv);
}

/* ---- becoming the command ------------------------------------------------ */

static void limit(int resource, rlim_t value)
{
    struct rlimit r = {value, value};

    if (value && setrlimit(resource, &r) == -1)
        _exit(126);
}

static void become_owner(void)
{
    uid_t owner = jail_owner();

    if (geteuid() == 0 &&
        (setgroups(0, NULL) == -1 || setresgid(owner, owner, owner) == -1 ||
         setresuid(owner, owner, owner) == -1))
        _exit(126);
    /* bwrap needs no privilege of its own: it makes a user namespace. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
        _exit(126);
}

/* Exactly the descriptors asked for; bwrap passes every other one on. */
static void arrange(const struct jail *jail)
{
    int null = open("/dev/null", O_RDWR), moved[5];
    int last = 2;

    for (int i = 0; i < 5; i++) {
        int fd = i < 3 ? jail->fd[i] : jail->extra_fd[i - 3];

        moved[i] = fcntl(fd >= 0 ? fd : null, F_DUPFD, FREE_FD);
        if (moved[i] == -1)
            _exit(126);
    }
    for (int i = 0; i < 3; i++)
        dup2(moved[i], i);
    syscall(SYS_close_range, 3, FREE_FD - 1, 0);
    for (int i = 0; i < 2; i++)
        if (jail->extra_fd[i] >= 0) {
            dup2(moved[3 + i], jail->extra_at[i]);
            last = last > jail->extra_at[i] ? last : jail->extra_at[i];
        }
    syscall(SYS_close_range, last + 1, ~0U, 0);
}

_Noreturn static void become(const struct jail *jail)
{
    struct args args = {.n = 0};
    const char *const *argv = jail->plain;

    if (isolation != NONE)
        setpgid(0, 0); /* jail_kill */
    arrange(jail);
    become_owner();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, jail->cpu_s);
    limit(RLIMIT_AS, (rlim_t)jail->memory_mb << 20);
    limit(RLIMIT_FSIZE, (rlim_t)jail->file_mb << 20);
    if (isolation == NONE) {
        clearenv();
        setenv("PATH", "/usr/bin:/bin", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        setsid();
        if (chdir(jail->plain_cwd) == -1)
            _exit(126);
    } else {
        bwrap_args(&args, jail);
        argv = args.list;
    }
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

pid_t jail_start(const struct jail *jail)
{
    pid_t pid;

    jail_owner();
    fflush(NULL);
    pid = fork();
    if (pid == 0)
        become(jail);
    if (pid != -1 && isolation != NONE)
        setpgid(pid, pid); /* whoever comes first */
    return pid;
}

/* Every child of a process that makes no more of them, since it is stopped. */
static void kill_children(pid_t pid)
{
    siginfo_t info;
    char path[64];
    FILE *list;
    int child;

    kill(pid, SIGSTOP);
    while (waitid(P_PID, (id_t)pid, &info, WSTOPPED | WEXITED | WNOWAIT) ==
               -1 &&
           errno == EINTR)
        continue;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
    list = fopen(path, "re");
    while (list && fscanf(list, "%d", &child) == 1)
        kill(child, SIGKILL);
    if (list)
        fclose(list);
}

/* Not the one process alone: until bwrap's child has been told which user it
 * is, it waits for its parent, for ever if need be. Nor the group alone: that
 * child leaves it (--new-session), and is bound to its parent's life only some
 * instructions later (PR_SET_PDEATHSIG). It is process 1 of a namespace, and
 * with it all others in there are gone. */
void jail_kill(pid_t pid)
{
    kill_children(pid);
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);
}

/* ---- what this machine gives --------------------------------------------- */

static int wait_status(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) == -1)
        if (errno != EINTR)
            return -1;
    return status;
}

void jail_probe(void)
{
    static const char *const command[] = {"/usr/bin/true", NULL};
    struct jail jail = {.argv = command,
                        .plain = command,
                        .cwd = "/",
                        .plain_cwd = "/",
                        .make_cells = 1,
                        .fd = {-1, -1, -1},
                        .extra_fd = {-1, -1}};
    pid_t pid;

    if (access(bwrap, X_OK) == -1)
        die("没有 bubblewrap，无法隔离学生的程序；请运行：sudo apt-get install "
            "bubblewrap",
            "bubblewrap is missing, students' programs cannot be fenced in; "
            "run: sudo apt-get install bubblewrap");
    isolation = NO_CGROUP;
    pid = jail_start(&jail);
    if (pid == -1)
        die("fork 失败：%s", "fork failed: %s", strerror(errno));
    if (wait_status(pid) != 0)
        isolation = NONE;
}
