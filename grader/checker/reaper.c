/* reaper.c - pid 1 of a cell: start the student's program, see how it ends
 *
 * The reaper is the only trusted process inside. It holds one descriptor (the
 * status pipe) and no capability, so there is nothing in it to steal. It
 * watches the student's first process with ptrace: that is how the signal, its
 * si_code and the faulting address become facts instead of claims.
 *
 * Sources: ptrace(2), wait(2), prctl(2), capabilities(7), proc(5).
 */
#include "cell.h"
#include "record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <elf.h>

enum { STATUS_FD = 3, OOPS_FD = CELL_FDS, FIRST_FREE_FD = 20 };

_Noreturn static void give_up(int status_fd, const char *step)
{
    struct cell_end end = {.setup_errno = errno ? errno : EIO};

    snprintf(end.setup_step, sizeof end.setup_step, "%s", step);
    /* If even this fails the checker sees an empty pipe: end.lost. */
    if (write(status_fd, &end, sizeof end) == -1)
        _exit(98);
    _exit(99);
}

/* ---- the walls ---------------------------------------------------------- */

static void mount_walls(const struct cell_spec *spec, int status_fd)
{
    const unsigned long safe = MS_NOSUID | MS_NODEV;

    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
        give_up(status_fd, "make mounts private");
    if (mount("proc", "/proc", "proc", safe | MS_NOEXEC, "hidepid=2") == -1)
        give_up(status_fd, "mount /proc");
    /* The owner of the IPC namespace could otherwise raise its limits. */
    if (mount("/proc/sys", "/proc/sys", NULL, MS_BIND, NULL) == -1 ||
        mount(NULL, "/proc/sys", NULL,
              MS_BIND | MS_REMOUNT | MS_RDONLY | safe | MS_NOEXEC, NULL) == -1)
        give_up(status_fd, "make /proc/sys read-only");
    /* size= does not bound inodes; nr_inodes= does. */
    if (mount("tmpfs", "/tmp", "tmpfs", safe,
              "size=16m,nr_inodes=2048,mode=1777") == -1)
        give_up(status_fd, "mount /tmp");
    if (spec->hide && mount("tmpfs", spec->hide, "tmpfs", safe | MS_RDONLY,
                            "size=4k,mode=0") == -1)
        give_up(status_fd, "hide the checker");
}

/* The student's side reports what fails before exec through this pipe; exec
 * itself closes it. */
static int oops_fd = -1;

_Noreturn static void oops(const char *step)
{
    struct cell_end end = {.setup_errno = errno ? errno : EIO};

    snprintf(end.setup_step, sizeof end.setup_step, "%s", step);
    if (write(oops_fd, &end, sizeof end) == -1)
        _exit(98);
    _exit(99);
}

/* Never above the hard limit we came with: raising that needs privileges. */
static void limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit r;

    if (getrlimit(resource, &r) == -1)
        oops("getrlimit");
    r.rlim_max = hard < r.rlim_max ? hard : r.rlim_max;
    r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
    if (setrlimit(resource, &r) == -1)
        oops("setrlimit");
}

static void set_limits(const struct cell_limits *l)
{
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_AS, (rlim_t)l->memory_mb << 20, (rlim_t)l->memory_mb << 20);
    limit(RLIMIT_FSIZE, (rlim_t)l->file_mb << 20, (rlim_t)l->file_mb << 20);
    limit(RLIMIT_CPU, l->cpu_s, l->cpu_s + 1);
    limit(RLIMIT_NOFILE, l->descriptors, l->descriptors);
    limit(RLIMIT_NPROC, l->processes, l->processes);
    limit(RLIMIT_STACK, 8 << 20, 8 << 20);
    limit(RLIMIT_MEMLOCK, 1 << 20, 1 << 20);
    limit(RLIMIT_SIGPENDING, 256, 256);
    limit(RLIMIT_MSGQUEUE, 1 << 20, 1 << 20);
}

static void drop_privileges(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};

    for (int cap = 0; prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) == 0; cap++)
        ; /* the first number that is no capability gives EINVAL */
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (syscall(SYS_capset, &head, none) == -1 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
        oops("drop privileges");
}

/* ---- the student's process ---------------------------------------------- */

/* Give the program exactly the descriptors 0..4 of the spec. */
static void arrange_descriptors(const struct cell_spec *spec)
{
    int null = open("/dev/null", O_RDWR), moved[CELL_FDS];

    for (int i = 0; i < CELL_FDS; i++) {
        int fd = spec->fd[i] >= 0 ? spec->fd[i] : null;

        moved[i] = fcntl(fd, F_DUPFD, FIRST_FREE_FD);
        if (moved[i] == -1)
            oops("descriptors");
    }
    for (int i = 0; i < CELL_FDS; i++)
        if (dup2(moved[i], i) == -1)
            oops("descriptors");
    /* All others, this one at exec: it still has to say whether exec worked. */
    if (dup2(oops_fd, OOPS_FD) == -1)
        oops("descriptors");
    oops_fd = OOPS_FD;
    if (fcntl(OOPS_FD, F_SETFD, FD_CLOEXEC) == -1)
        oops("descriptors");
    syscall(SYS_close_range, OOPS_FD + 1, ~0U, 0);
}

static void want_to_die_first(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

    if (fd == -1)
        return; /* a kernel without it only kills less wisely */
    if (write(fd, "1000", 4) == -1)
        errno = 0;
    close(fd);
}

_Noreturn static void become_student(const struct cell_spec *spec, int go_fd)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                      NULL};
    sigset_t none;
    char go;

    /* Wait until the reaper traces us: no instruction runs unseen. */
    if (read(go_fd, &go, 1) != 1)
        _exit(98);
    setsid();
    want_to_die_first();
    arrange_descriptors(spec);
    drop_privileges();
    if (spec->cwd && chdir(spec->cwd) == -1)
        oops("chdir");
    for (int sig = 1; sig < NSIG; sig++)
        signal(sig, SIG_DFL); /* refused for SIGKILL and SIGSTOP: fine */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    umask(077);
    set_limits(&spec->limits);
    if (cell_filter(spec->allow) == -1)
        oops("seccomp filter");
    execve(spec->argv[0], (char *const *)spec->argv, (char *const *)env);
    oops("exec");
}

/* Whether it is traced goes to *traced: a machine may forbid that, and then the
 * wait status is all there is. */
static pid_t start_student(const struct cell_spec *spec, int status_fd,
                           int *traced)
{
    int go[2], trouble[2];
    struct cell_end end;
    pid_t pid;

    if (pipe2(go, O_CLOEXEC) == -1 || pipe2(trouble, O_CLOEXEC) == -1)
        give_up(status_fd, "pipe");
    oops_fd = trouble[1];
    pid = fork();
    if (pid == -1)
        give_up(status_fd, "fork");
    if (pid == 0)
        become_student(spec, go[0]);
    /* Before the student runs: nobody in here may look into this process. */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    close(trouble[1]);
    /* Before dropping ours: one may not trace a process with more capabilities,
     * and the child still holds its own. */
    *traced = ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_EXITKILL) == 0;
    drop_privileges();
    if (write(go[1], "g", 1) != 1)
        give_up(status_fd, "start signal");
    /* End of file means exec worked. */
    if (read(trouble[0], &end, sizeof end) == sizeof end) {
        errno = end.setup_errno;
        give_up(status_fd, end.setup_step);
    }
    close(trouble[0]);
    close(go[0]);
    close(go[1]);
    return pid;
}

/* ---- watching ----------------------------------------------------------- */

static void read_registers(pid_t pid, struct cell_end *end)
{
    uint64_t sp = 0;
#if defined(__x86_64__)
    struct user_regs_struct regs;
    struct iovec io = {&regs, sizeof regs};

    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io) == -1)
        return;
    end->pc = regs.rip;
    sp = regs.rsp;
#elif defined(__aarch64__)
    struct user_regs_struct regs;
    struct iovec io = {&regs, sizeof regs};

    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io) == -1)
        return;
    end->pc = regs.pc;
    sp = regs.sp;
#endif
    for (int i = 0; sp && i < CELL_STACK_WORDS; i++) {
        errno = 0;
        end->stack[i] = (uint64_t)ptrace(PTRACE_PEEKDATA, pid, sp + 8u * i, 0);
        if (errno)
            break;
    }
}

/* The last mapping that begins at or below the address, and how long its file
 * is: looked up while the process still stands there. */
static void read_mapping(pid_t pid, struct cell_end *end)
{
    struct cell_mapping *m = &end->mapping;
    char path[64], line[512];
    FILE *maps;

    memset(m, 0, sizeof *m);
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    maps = fopen(path, "re");
    while (maps && fgets(line, sizeof line, maps)) {
        struct cell_mapping next = {.file_size = -1};
        struct stat sb;
        int name = 0;

        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s %" SCNx64 " %*s %*s %n",
                   &next.start, &next.end, next.perms, &next.offset,
                   &name) < 4 ||
            next.start > end->fault_address)
            break;
        line[strcspn(line, "\n")] = '\0';
        if (name > 0 && line[name] == '/' && stat(line + name, &sb) == 0)
            next.file_size = sb.st_size;
        *m = next;
    }
    if (maps)
        fclose(maps);
}

/* The student stopped on its way into a signal: note it, let it go on. */
static void pass_signal(pid_t pid, int status, struct cell_end *end)
{
    int event = status >> 16, sig = WSTOPSIG(status);
    siginfo_t info;

    if (event == PTRACE_EVENT_STOP) {
        int stopped = sig == SIGSTOP || sig == SIGTSTP || sig == SIGTTIN ||
                      sig == SIGTTOU;
        ptrace(stopped ? PTRACE_LISTEN : PTRACE_CONT, pid, NULL, 0);
        return;
    }
    if (ptrace(PTRACE_GETSIGINFO, pid, NULL, &info) == 0) {
        end->signo = info.si_signo;
        end->si_code = info.si_code;
        end->fault_address = (uint64_t)(uintptr_t)info.si_addr;
        /* A driver that goes step by step takes thousands of SIGTRAPs, and where
         * each of them was is of no use. */
        if (sig == SIGTRAP)
            end->pc = 0;
        else
            read_registers(pid, end);
        if (sig == SIGSEGV || sig == SIGBUS)
            read_mapping(pid, end);
    }
    ptrace(PTRACE_CONT, pid, NULL, sig);
}

static void watch(pid_t student, struct cell_end *end)
{
    for (;;) {
        int status;
        struct rusage usage;
        pid_t pid = wait4(-1, &status, __WALL, &usage);

        if (pid == -1 && errno == EINTR)
            continue;
        if (pid == -1)
            return;
        if (pid != student)
            continue; /* an orphan of the student's */
        if (WIFSTOPPED(status)) {
            pass_signal(pid, status, end);
            continue;
        }
        end->status = status;
        end->usage = usage;
        return;
    }
}

/* Count, kill and collect what the program left running. In a namespace of
 * our own kill(-1) reaches exactly them; without one we are a subreaper, and
 * they become our children one generation at a time. */
static void kill_children_of_self(void)
{
    char path[64], list[4096], *at = list;
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return;
    n = read(fd, list, sizeof list - 1);
    close(fd);
    list[n > 0 ? n : 0] = '\0';
    for (long pid; (pid = strtol(at, &at, 10)) > 0;)
        kill((pid_t)pid, SIGKILL);
}

static int sweep(int weak)
{
    int left = 0, status;

    for (;;) {
        pid_t pid;

        if (weak)
            kill_children_of_self();
        else
            kill(-1, SIGKILL);
        pid = waitpid(-1, &status, __WALL);
        if (pid == -1 && errno == EINTR)
            continue;
        if (pid == -1)
            return left;
        left += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
}

_Noreturn void reaper_main(const struct cell_spec *spec, int status_fd,
                           int alive_fd, int weak)
{
    struct pollfd parent = {.fd = alive_fd, .events = POLLIN};
    struct cell_end end = {0};
    sigset_t all;
    pid_t student;

    close(RECORD_FD); /* results are the checker's business alone */
    oops_fd = status_fd;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (poll(&parent, 1, 0) > 0)
        _exit(98); /* the checker died before PDEATHSIG was set */
    if (weak)
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    else
        mount_walls(spec, status_fd);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    limit(RLIMIT_SIGPENDING, 512, 512);
    /* The checker is not dumpable, and what is not dumpable cannot be traced. */
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    student = start_student(spec, status_fd, &end.traced);
    if (dup2(status_fd, STATUS_FD) == -1)
        _exit(98);
    syscall(SYS_close_range, 0, STATUS_FD - 1, 0);
    syscall(SYS_close_range, STATUS_FD + 1, ~0U, 0);
    watch(student, &end);
    end.left = sweep(weak);
    if (write(STATUS_FD, &end, sizeof end) != sizeof end)
        _exit(98);
    _exit(0);
}
