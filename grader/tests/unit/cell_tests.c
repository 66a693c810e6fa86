/* cell_tests.c - what a cell says of a program is what happened to it
 *
 * With CAP_SYS_ADMIN the cells have namespaces of their own, otherwise they
 * are weak; all of this holds for both.
 */
#include "../../checker/cell.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct cell_limits limits = {.wall_ms = 15000,
                                          .cpu_s = 5,
                                          .memory_mb = 256,
                                          .file_mb = 8,
                                          .processes = 65536,
                                          .descriptors = 32};

static struct cell_end run_limited(const char *word, int fd3,
                                   const struct cell_limits *l)
{
    const char *const argv[] = {"/proc/self/exe", "--be", word, NULL};
    const struct cell_spec spec = {
        .argv = argv, .cwd = "/", .fd = {-1, -1, -1, fd3, -1}, .limits = *l};
    struct cell_end end;
    struct cell cell;

    CU_ASSERT_FATAL(cell_start(&cell, &spec) == 0);
    cell_wait(&cell, &end);
    CU_ASSERT_EQUAL(end.setup_errno, 0);
    return end;
}

static struct cell_end run(const char *word)
{
    return run_limited(word, -1, &limits);
}

/* Say what came instead: a condition alone does not tell. */
static int show(const struct cell_end *end, int as_wanted)
{
    if (!as_wanted)
        printf("# status 0x%x, signal %d, si_code %d, left %d, timed out %d, "
               "lost %d, setup %d %s\n",
               (unsigned)end->status, end->signo, end->si_code, end->left,
               end->timed_out, end->lost, end->setup_errno, end->setup_step);
    return as_wanted;
}

static int exited_with(const struct cell_end *end, int status)
{
    return show(end, WIFEXITED(end->status) &&
                         WEXITSTATUS(end->status) == status &&
                         !end->timed_out && !end->lost);
}

/* Whether this machine lets a process trace its child at all. */
static int may_trace(void)
{
    pid_t pid = fork();
    int may;

    CU_ASSERT_FATAL(pid != -1);
    if (pid == 0)
        for (;;)
            pause();
    may = ptrace(PTRACE_SEIZE, pid, NULL, 0) == 0;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return may;
}

/* Without tracing the wait status is all there is. */
static int killed_by(const struct cell_end *end, int signo, int si_code)
{
    int right = WIFSIGNALED(end->status) && WTERMSIG(end->status) == signo &&
                !end->timed_out && !end->lost;

    if (end->traced)
        right &= end->signo == signo && end->si_code == si_code;
    return show(end, right);
}

static uint64_t address(const char *p)
{
    return (uint64_t)(uintptr_t)p;
}

static void exit_status(void)
{
    struct cell_end end = run("seven");

    CU_ASSERT(exited_with(&end, 7));
    CU_ASSERT(end.left == 0 && end.signo == 0);
}

static void segv_maperr(void)
{
    struct cell_end end = run("maperr");

    CU_ASSERT(killed_by(&end, SIGSEGV, SEGV_MAPERR));
    CU_ASSERT(!end.traced || end.fault_address == address(BE_NOWHERE));
}

static void segv_accerr(void)
{
    struct cell_end end = run("accerr");

    CU_ASSERT(killed_by(&end, SIGSEGV, SEGV_ACCERR));
    CU_ASSERT(!end.traced || end.fault_address == address(BE_AT + 5));
}

static void bus_adrerr(void)
{
    struct cell_end end = run("adrerr");

    CU_ASSERT(killed_by(&end, SIGBUS, BUS_ADRERR));
    CU_ASSERT(!end.traced || end.fault_address == address(BE_AT + 7));
}

/* The checker is undumpable, so that nobody reads its key; the student's
 * process, a copy of it until exec, must be traced all the same. */
static void traced(void)
{
    int may = may_trace();
    struct cell_end end;

    CU_ASSERT(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
    end = run("maperr");
    CU_ASSERT(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
    CU_ASSERT_EQUAL(end.traced, may);
}

static void aborted(void)
{
    struct cell_end end = run("abort");

    CU_ASSERT(killed_by(&end, SIGABRT, SI_TKILL));
}

static void endless_loop(void)
{
    struct cell_limits short_cpu = limits;
    uint64_t loop = (uint64_t)(uintptr_t)be_spinning;
    struct cell_end end;

    short_cpu.cpu_s = 1;
    end = run_limited("spin", -1, &short_cpu);
    CU_ASSERT(WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGXCPU);
    CU_ASSERT(!end.traced || end.signo == SIGXCPU);
    CU_ASSERT(!end.traced || (end.pc >= loop && end.pc < loop + BE_SPIN_SIZE));
    CU_ASSERT(end.usage.ru_utime.tv_sec + end.usage.ru_stime.tv_sec <= 2);
}

/* The pipe's last writers are the processes of the cell: end of file means
 * that they are gone. */
static void left_processes(void)
{
    struct pollfd p = {.events = POLLIN};
    struct cell_end end;
    int out[2];
    char c;

    CU_ASSERT_FATAL(pipe2(out, O_CLOEXEC) == 0);
    end = run_limited("leave-two", out[1], &limits);
    close(out[1]);
    p.fd = out[0];
    CU_ASSERT(exited_with(&end, 0));
    CU_ASSERT_EQUAL(end.left, 2);
    CU_ASSERT(poll(&p, 1, 5000) == 1 && read(out[0], &c, 1) == 0);
    close(out[0]);
}

static void zombie(void)
{
    struct cell_end end = run("leave-none");

    CU_ASSERT(exited_with(&end, 0));
    CU_ASSERT_EQUAL(end.left, 0);
}

static void wall_limit(void)
{
    struct cell_limits short_wall = limits;
    struct pollfd p = {.events = POLLIN};
    int64_t begun = now_ms();
    struct cell_end end;
    int out[2];
    char c[2];

    CU_ASSERT_FATAL(pipe2(out, O_CLOEXEC) == 0);
    short_wall.wall_ms = 500;
    end = run_limited("sleep", out[1], &short_wall);
    close(out[1]);
    p.fd = out[0];
    CU_ASSERT(end.timed_out == 1 && end.lost == 0);
    CU_ASSERT(now_ms() - begun >= 500);
    CU_ASSERT(now_ms() - begun < 10000);
    /* It did run, and it is gone. */
    CU_ASSERT(read(out[0], c, 2) == 1);
    CU_ASSERT(poll(&p, 1, 5000) == 1 && read(out[0], c, 1) == 0);
    close(out[0]);
}

static void no_program(void)
{
    const char *const argv[] = {"/no/such/program", NULL};
    const struct cell_spec spec = {
        .argv = argv, .cwd = "/", .fd = {-1, -1, -1, -1, -1}, .limits = limits};
    struct cell_end end;
    struct cell cell;

    CU_ASSERT_FATAL(cell_start(&cell, &spec) == 0);
    cell_wait(&cell, &end);
    CU_ASSERT_EQUAL(end.setup_errno, ENOENT);
    CU_ASSERT_STRING_EQUAL(end.setup_step, "exec");
}

static void no_folder(void)
{
    const char *const argv[] = {"/proc/self/exe", "--be", "seven", NULL};
    const struct cell_spec spec = {.argv = argv,
                                   .cwd = "/no/such/folder",
                                   .fd = {-1, -1, -1, -1, -1},
                                   .limits = limits};
    struct cell_end end;
    struct cell cell;

    CU_ASSERT_FATAL(cell_start(&cell, &spec) == 0);
    cell_wait(&cell, &end);
    CU_ASSERT_EQUAL(end.setup_errno, ENOENT);
    CU_ASSERT_STRING_EQUAL(end.setup_step, "chdir");
}

static void reaper_gone(void)
{
    const char *const argv[] = {"/proc/self/exe", "--be", "sleep", NULL};
    struct cell_spec spec = {
        .argv = argv, .cwd = "/", .fd = {-1, -1, -1, -1, -1}, .limits = limits};
    struct cell_end end;
    struct cell cell;
    int out[2];
    char c;

    CU_ASSERT_FATAL(pipe2(out, O_CLOEXEC) == 0);
    spec.fd[3] = out[1];
    CU_ASSERT_FATAL(cell_start(&cell, &spec) == 0);
    close(out[1]);
    CU_ASSERT(read(out[0], &c, 1) == 1); /* it runs */
    CU_ASSERT(cell_student(&cell) > 0);
    cell_kill(&cell);
    cell_wait(&cell, &end);
    CU_ASSERT(end.lost == 1 && end.timed_out == 0);
    CU_ASSERT(read(out[0], &c, 1) == 0);
    close(out[0]);
}

static void descriptors(void)
{
    char word[16] = "";
    struct cell_end end;
    int out[2];

    CU_ASSERT_FATAL(pipe2(out, O_CLOEXEC) == 0);
    end = run_limited("talk", out[1], &limits);
    close(out[1]);
    CU_ASSERT(exited_with(&end, 0));
    CU_ASSERT(read(out[0], word, sizeof word - 1) == 5);
    CU_ASSERT_STRING_EQUAL(word, "hello");
    close(out[0]);
}

/* What this process has blocked, opened and set must not come along. */
static void tidy(void)
{
    sigset_t usr1, old;
    struct cell_end end;
    int extra = open("/dev/null", O_RDONLY); /* on purpose without CLOEXEC */

    setenv("UNIT_TEST_SECRET", "1", 1);
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, &old);
    signal(SIGPIPE, SIG_IGN);
    end = run("tidy");
    CU_ASSERT(exited_with(&end, 0));
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &old, NULL);
    unsetenv("UNIT_TEST_SECRET");
    close(extra);
}

static void forbidden(void)
{
    struct cell_end end = run("forbidden");

    CU_ASSERT(exited_with(&end, 0));
}

/* Some labs are about a call that is refused otherwise. */
static void on_the_list(void)
{
    const char *const argv[] = {"/proc/self/exe", "--be", "forbidden", NULL};
    const char *const allow[] = {"memfd_create", NULL};
    const struct cell_spec spec = {.argv = argv,
                                   .cwd = "/",
                                   .fd = {-1, -1, -1, -1, -1},
                                   .allow = allow,
                                   .limits = limits};
    struct cell_end end;
    struct cell cell;

    CU_ASSERT_FATAL(cell_start(&cell, &spec) == 0);
    cell_wait(&cell, &end);
    CU_ASSERT(exited_with(&end, BE_MEMFD));
}

static void allowed(void)
{
    struct cell_end end = run("allowed");

    CU_ASSERT(exited_with(&end, 0));
}

const struct test cell_tests[] = {
    {"a cell reports the program's exit status", exit_status},
    {"a touch of nothing is SIGSEGV, SEGV_MAPERR, with its address",
     segv_maperr},
    {"a forbidden touch is SIGSEGV, SEGV_ACCERR, with its address",
     segv_accerr},
    {"a touch past the end of a file is SIGBUS, BUS_ADRERR, with its address",
     bus_adrerr},
    {"a program is traced from its start, where the machine allows it", traced},
    {"abort is SIGABRT", aborted},
    {"an endless loop ends by SIGXCPU, and the program counter is in it",
     endless_loop},
    {"processes left running are counted and ended", left_processes},
    {"a child that has ended is no process left running", zombie},
    {"a program that sleeps for ever is ended at the wall limit", wall_limit},
    {"a program that cannot be executed is our error, with its errno",
     no_program},
    {"a folder that cannot be entered is our error, with its errno", no_folder},
    {"a cell whose reaper is killed is called lost, and is empty", reaper_gone},
    {"a program gets the descriptors of its spec", descriptors},
    {"a program gets nothing else: no descriptor, variable, signal, capability",
     tidy},
    {"system calls that reach outside are refused", forbidden},
    {"a call that the spec allows is not refused, the others are", on_the_list},
    {"the system calls of the course are allowed", allowed},
    {NULL, NULL},
};
