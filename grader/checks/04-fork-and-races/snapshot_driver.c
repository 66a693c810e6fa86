/* snapshot_driver.c - drive snapshot_start and snapshot_wait in the student's
 * process
 *
 * Requests: data SIZE SEED · change SEED · out SLOT READ-ONLY OFFSET PATH ·
 *           start SLOT OUT AT N · start-null-data OUT N · start-null-child OUT ·
 *           wait SLOT · wait-pid PID · handler · ignore-sigpipe ·
 *           own-child STATUS · reap-own · keep PATH · close-kept
 * Values of the answers: of data its address; of start *child, and the address
 * of two numbers: of the processes that came back from snapshot_start without
 * being the one that called it, and of those that ran an atexit function of the
 * caller's; of reap-own the wait status.
 */
#include "driver.h"
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 4, UNTOUCHED = 12345 };

static unsigned char *data;
static size_t size;
static int out[SLOTS];
static pid_t snapshot[SLOTS], own;
static FILE *kept;

/* Shared with every child: what one of them does is seen. */
static _Atomic int *strays;

static int arg_slot(void)
{
    return (int)arg_size() % SLOTS;
}

/* The same bytes as in the checker, from the same seed. */
static void fill(uint64_t seed)
{
    for (size_t k = 0; k < size; k++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        data[k] = (unsigned char)(seed >> 56);
    }
}

/* Pages of the usual size: copying one must not mean copying 2 MiB. */
static void op_data(void)
{
    uint64_t seed;

    size = (size_t)arg_size();
    seed = arg_size();
    data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                -1, 0);
    strays = mmap(NULL, 2 * sizeof *strays, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED || (void *)strays == MAP_FAILED) {
        answer(-1, errno, 0);
        return;
    }
    madvise(data, size, MADV_NOHUGEPAGE); /* refused where there are none */
    if (seed)
        fill(seed);
    answer(0, 0, 1, (unsigned long long)(uintptr_t)data);
}

static void op_change(void)
{
    fill(arg_size());
    answer(0, 0, 0);
}

static void op_out(void)
{
    int i = arg_slot();
    int flags = arg_number() ? O_RDONLY : O_WRONLY;
    off_t offset = (off_t)arg_size();

    out[i] = open(arg_rest(), flags | O_CLOEXEC);
    if (out[i] == -1 || (offset && lseek(out[i], offset, SEEK_SET) == -1))
        answer(-1, errno, 0);
    else
        answer(0, 0, 0);
}

/* A child that comes back here is counted and ended: two processes must not
 * answer one request. */
static void op_start(void)
{
    int i = arg_slot(), o = arg_slot(), ret;
    size_t at = (size_t)arg_size(), n = (size_t)arg_size();
    pid_t self = getpid();

    snapshot[i] = UNTOUCHED;
    errno = 0;
    ret = snapshot_start(data + at, n, out[o], &snapshot[i]);
    if (getpid() != self) {
        atomic_fetch_add(strays, 1);
        _exit(0);
    }
    answer(ret, errno, 2, (unsigned long long)snapshot[i],
           (unsigned long long)(uintptr_t)strays);
}

static void op_start_null_data(void)
{
    int o = arg_slot(), ret;
    size_t n = (size_t)arg_size();
    pid_t self = getpid(), child = UNTOUCHED;

    errno = 0;
    ret = snapshot_start(NULL, n, out[o], &child);
    if (getpid() != self)
        _exit(0);
    answer(ret, errno, 1, (unsigned long long)child);
}

static void op_start_null_child(void)
{
    int o = arg_slot(), ret;
    pid_t self = getpid();

    errno = 0;
    ret = snapshot_start(data, 1, out[o], NULL);
    if (getpid() != self)
        _exit(0);
    answer(ret, errno, 1, (unsigned long long)UNTOUCHED);
}

static void wait_for(pid_t child)
{
    int ret;

    errno = 0;
    ret = snapshot_wait(child);
    answer(ret, errno, 0);
}

static void op_wait(void)
{
    wait_for(snapshot[arg_slot()]);
}

static void op_wait_pid(void)
{
    wait_for((pid_t)arg_number());
}

static void on_alarm(int signo)
{
    (void)signo;
}

/* What SIGALRM interrupts is not restarted. */
static void op_handler(void)
{
    struct sigaction action = {.sa_handler = on_alarm};

    answer(sigaction(SIGALRM, &action, NULL), 0, 0);
}

static void op_ignore_sigpipe(void)
{
    answer(signal(SIGPIPE, SIG_IGN) == SIG_ERR ? -1 : 0, 0, 0);
}

/* A child of the caller's own that has ended and is not waited for yet. */
static void op_own_child(void)
{
    int status = (int)arg_number(), ret;
    siginfo_t info;

    own = fork();
    if (own == 0)
        _exit(status);
    ret = own == -1 ? -1 : waitid(P_PID, (id_t)own, &info, WEXITED | WNOWAIT);
    answer(ret, errno, 0);
}

static void op_reap_own(void)
{
    int status = 0;
    pid_t pid = waitpid(own, &status, WNOHANG);

    answer(pid == own ? 0 : -1, errno, 1, (unsigned long long)status);
}

static pid_t keeper;

static void on_exit_of_a_child(void)
{
    if (getpid() != keeper)
        atomic_fetch_add(&strays[1], 1);
}

/* Text that is still in a buffer when the snapshot begins, and something to do at
 * exit. */
static void op_keep(void)
{
    kept = fopen(arg_rest(), "w");
    keeper = getpid();
    atexit(on_exit_of_a_child);
    answer(kept && fputs("kept\n", kept) != EOF ? 0 : -1, 0, 0);
}

static void op_close_kept(void)
{
    answer(fclose(kept), 0, 0);
}

const struct driver_op driver_ops[] = {
    {"data", op_data},
    {"change", op_change},
    {"out", op_out},
    {"start", op_start},
    {"start-null-data", op_start_null_data},
    {"start-null-child", op_start_null_child},
    {"wait", op_wait},
    {"wait-pid", op_wait_pid},
    {"handler", op_handler},
    {"ignore-sigpipe", op_ignore_sigpipe},
    {"own-child", op_own_child},
    {"reap-own", op_reap_own},
    {"keep", op_keep},
    {"close-kept", op_close_kept},
    {NULL, NULL},
};
