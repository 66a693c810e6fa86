/* barrier_driver.c - drive a barrier with several processes
 *
 * Requests: new N · new-null N · another N · start ROUNDS · signal PROCESS ·
 *           reap PROCESS · end · wait-null · destroy · destroy-null
 * start makes one process more, reap waits for one of them, and end for all.
 * Values of the answers: of new the addresses of the barrier and of the witness,
 * of reap the wait status.
 */
#include "barrier.h"
#include "barrier_witness.h"
#include "driver.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    struct bar bar;
    struct witness witness;
} * shared;

static pid_t team[TEAM_MAX];
static int members, own; /* own: which of them this process is */

/* The memory is not zero: a program that counts on that is wrong. */
static void op_new(void)
{
    int n = (int)arg_number(), ret;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        _exit(124);
    memset(&shared->bar, 0x5a, sizeof shared->bar);
    errno = 0;
    ret = bar_init(&shared->bar, n);
    answer(ret, errno, 2, (unsigned long long)(uintptr_t)&shared->bar,
           (unsigned long long)(uintptr_t)&shared->witness);
}

static void op_new_null(void)
{
    int n = (int)arg_number(), ret;

    errno = 0;
    ret = bar_init(NULL, n);
    answer(ret, errno, 0);
}

/* A barrier beside it, which nobody uses. */
static void op_another(void)
{
    static struct bar another;
    int n = (int)arg_number(), ret;

    errno = 0;
    ret = bar_init(&another, n);
    answer(ret, errno, 0);
}

static void on_signal(int signo)
{
    (void)signo;
    shared->witness.handled[own]++;
}

/* The witness is seen by all: everybody who has come says so before he calls,
 * and whoever has left looks whether everybody had come. */
static void one_round(int round)
{
    struct witness *w = &shared->witness;

    atomic_store((_Atomic int *)&w->entered[own], round + 1);
    w->result[own][round] = (signed char)bar_wait(&shared->bar);
    for (int i = 0; i < shared->bar.n && i < TEAM_MAX; i++)
        w->early[own] += atomic_load((_Atomic int *)&w->entered[i]) <= round;
    atomic_store((_Atomic int *)&w->left[own], round + 1);
}

_Noreturn static void member(int rounds)
{
    struct sigaction action = {.sa_handler = on_signal};

    own = members;
    if (sigaction(SIGUSR1, &action, NULL) == -1)
        _exit(124);
    for (int i = 0; i < rounds && i < ROUNDS_MAX; i++)
        one_round(i);
    _exit(0);
}

static void op_start(void)
{
    int rounds = (int)arg_number();

    team[members] = fork();
    if (team[members] == 0)
        member(rounds);
    answer(team[members] == -1 ? -1 : 0, errno, 0);
    members++;
}

static void op_signal(void)
{
    int ret = kill(team[arg_number() % TEAM_MAX], SIGUSR1);

    answer(ret, errno, 0);
}

static int reap(int process)
{
    int status;

    if (TEMP_FAILURE_RETRY(waitpid(team[process], &status, 0)) == -1)
        _exit(124);
    return status;
}

static void op_reap(void)
{
    answer(0, 0, 1, (unsigned long long)reap((int)arg_number() % TEAM_MAX));
}

static void op_end(void)
{
    while (members > 0)
        reap(--members);
    answer(0, 0, 0);
}

static void op_wait_null(void)
{
    int ret;

    errno = 0;
    ret = bar_wait(NULL);
    answer(ret, errno, 0);
}

static void destroy(struct bar *b)
{
    int ret;

    errno = 0;
    ret = bar_destroy(b);
    answer(ret, errno, 0);
}

static void op_destroy(void)
{
    destroy(&shared->bar);
}

static void op_destroy_null(void)
{
    destroy(NULL);
}

const struct driver_op driver_ops[] = {
    {"new", op_new},
    {"new-null", op_new_null},
    {"another", op_another},
    {"start", op_start},
    {"signal", op_signal},
    {"reap", op_reap},
    {"end", op_end},
    {"wait-null", op_wait_null},
    {"destroy", op_destroy},
    {"destroy-null", op_destroy_null},
    {NULL, NULL},
};
