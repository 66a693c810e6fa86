/* parallel_sum_driver.c - drive parallel_sum in the student's process
 *
 * Requests: sum N WORKERS KIND SEED · sum-buffered N WORKERS KIND SEED TEXT ·
 *           sum-null-v WORKERS · sum-null-sum N WORKERS · adopt · abandon
 * The numbers follow from KIND (0: from -1000 to 1000, 1: all INT_MAX, 2: all
 * INT_MIN) and SEED. Values of a sum: what is in *sum afterwards, how many
 * processes came back from the call, and in how many children the caller's
 * atexit functions ran.
 */
#include "driver.h"
#include "parallel_sum.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KIND_SMALL, KIND_LARGEST, KIND_SMALLEST };

static const long long untouched = 0x5a5a5a5a5a5a5a5a;

/* ---- the numbers --------------------------------------------------------- */

static int number(int kind, uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return kind == KIND_LARGEST    ? INT_MAX
           : kind == KIND_SMALLEST ? INT_MIN
                                   : (int)((*seed >> 40) % 2001) - 1000;
}

/* Read-only, between pages nobody may touch; the last number ends at a page's
 * end. What lies in front of the first one is no zero. */
static const int *numbers(size_t n, int kind, uint64_t seed)
{
    static char *room;
    static size_t room_size;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = (n * sizeof(int) + page) / page * page;
    int *v;

    if (room)
        munmap(room, room_size);
    room_size = size + 2 * page;
    room = mmap(NULL, room_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED ||
        mprotect(room + page, size, PROT_READ | PROT_WRITE) == -1)
        _exit(124);
    memset(room + page, 0x5a, size);
    v = (int *)(room + page + size) - n;
    for (size_t i = 0; i < n; i++)
        v[i] = number(kind, &seed);
    if (mprotect(room + page, size, PROT_READ) == -1)
        _exit(124);
    return v;
}

/* ---- the call ------------------------------------------------------------ */

/* Shared with the children: how many processes came back from the call, and how
 * many ran what the caller gave to atexit. */
static _Atomic unsigned *returned, *left_by_exit;
static pid_t keeper;

/* The caller's code as well. */
static void on_exit_of_a_child(void)
{
    if (getpid() != keeper)
        atomic_fetch_add(left_by_exit, 1);
}

/* How many came back from the call. Whoever is not the one that made it is a
 * child that fell through: it ends here, as if it had done its work well. */
static unsigned count_those_who_return(pid_t caller)
{
    int saved = errno;

    if (!returned)
        returned = mmap(NULL, 2 * sizeof *returned, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (returned == MAP_FAILED)
        _exit(124);
    left_by_exit = returned + 1;
    if (caller == 0) {
        *returned = *left_by_exit = 0;
        return 0;
    }
    atomic_fetch_add(returned, 1);
    if (getpid() != caller)
        _exit(0);
    errno = saved;
    return *returned;
}

static void call(const int *v, size_t n, int workers, int with_sum)
{
    long long sum = untouched;
    pid_t caller = getpid();
    unsigned came_back;
    int ret, err;

    count_those_who_return(0);
    errno = 0;
    ret = parallel_sum(v, n, workers, with_sum ? &sum : NULL);
    came_back = count_those_who_return(caller);
    err = errno;
    fflush(stdout);
    answer(ret, err, 3, (unsigned long long)sum, (unsigned long long)came_back,
           (unsigned long long)*left_by_exit);
}

static void op_sum(void)
{
    size_t n = (size_t)arg_size();
    int workers = (int)arg_number(), kind = (int)arg_number();
    uint64_t seed = arg_size();

    call(numbers(n, kind, seed), n, workers, 1);
}

/* The same with text of the caller's still in the buffer of stdout. */
static void op_sum_buffered(void)
{
    size_t n = (size_t)arg_size();
    int workers = (int)arg_number(), kind = (int)arg_number();
    uint64_t seed = arg_size();

    fputs(arg_rest(), stdout);
    keeper = getpid();
    atexit(on_exit_of_a_child);
    call(numbers(n, kind, seed), n, workers, 1);
}

static void op_sum_null_v(void)
{
    call(NULL, 5, (int)arg_number(), 1);
}

static void op_sum_null_sum(void)
{
    size_t n = (size_t)arg_size();

    call(numbers(n, KIND_SMALL, 1), n, (int)arg_number(), 0);
}

/* ---- children of the caller's own ---------------------------------------- */

static pid_t ended, living;

/* One that has ended and one that lives. */
static void op_adopt(void)
{
    siginfo_t info;

    ended = fork();
    if (ended == 0)
        _exit(7);
    living = fork();
    if (living == 0)
        for (;;)
            pause();
    if (ended == -1 || living == -1 ||
        waitid(P_PID, (id_t)ended, &info, WEXITED | WNOWAIT) == -1)
        _exit(124);
    answer(0, 0, 0);
}

/* Wait for both. Value: the wait status of the one that had ended. */
static void op_abandon(void)
{
    int status = -1;
    pid_t pid = waitpid(ended, &status, WNOHANG);

    kill(living, SIGKILL);
    waitpid(living, NULL, 0);
    answer(pid == ended ? 0 : -1, errno, 1, (unsigned long long)status);
}

const struct driver_op driver_ops[] = {
    {"sum", op_sum},
    {"sum-buffered", op_sum_buffered},
    {"sum-null-v", op_sum_null_v},
    {"sum-null-sum", op_sum_null_sum},
    {"adopt", op_adopt},
    {"abandon", op_abandon},
    {NULL, NULL},
};
