/* race_lab_driver.c - drive the six functions of race_lab
 *
 * Requests: map PATH · plain K · plain-hook K X · plain-lose K1 K2 · atomic K ·
 *           max V · lock I · try I · unlock I · calm ROUNDS ·
 *           step-plain AT K X · step-atomic AT K K2 · step-max AT V V2 ·
 *           step-try AT · step-retry AT · step-lock AT · step-held
 * The variables lie in a shared mapping of the file, where the checker looks
 * at them: plain at byte 0, number at 64, two locks at 128.
 *
 * The step operations make one call and stop it after each instruction; in
 * front of instruction AT another one comes in between, as another process
 * would. Their values: see answer_steps.
 */
#include "driver.h"
#include "race_lab.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

struct board {
    volatile long plain;
    char pad[56];
    _Atomic long number;
    char pad_too[56];
    _Atomic int lock[2];
};

static struct board *board;

static void op_map(void)
{
    int fd = open(arg_rest(), O_RDWR | O_CLOEXEC);

    board =
        mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd == -1 || board == MAP_FAILED)
        _exit(124);
    close(fd);
    answer(0, 0, 0);
}

/* ---- one call ------------------------------------------------------------ */

static struct {
    unsigned calls;
    long seen, store;
} hook;

/* Between load and store: look, and store something else. */
static void look_and_store(void)
{
    hook.calls++;
    hook.seen = board->plain;
    board->plain = hook.store;
}

static void op_plain(void)
{
    add_plain(&board->plain, (long)arg_number(), NULL);
    answer(0, 0, 0);
}

static void op_plain_hook(void)
{
    long k = (long)arg_number();

    hook.calls = 0;
    hook.store = (long)arg_number();
    add_plain(&board->plain, k, look_and_store);
    answer(0, 0, 2, (unsigned long long)hook.calls,
           (unsigned long long)hook.seen);
}

static void op_atomic(void)
{
    add_atomic(&board->number, (long)arg_number());
    answer(0, 0, 0);
}

static void op_max(void)
{
    answer(max_update(&board->number, (long)arg_number()), 0, 0);
}

static _Atomic int *lock_of_request(void)
{
    return &board->lock[arg_number() & 1];
}

static void op_lock(void)
{
    spin_lock(lock_of_request());
    answer(0, 0, 0);
}

static void op_try(void)
{
    answer(spin_try(lock_of_request()), 0, 0);
}

static void op_unlock(void)
{
    spin_unlock(lock_of_request());
    answer(0, 0, 0);
}

static void no_hook(void)
{
}

/* Everything, again and again, with nobody else there. */
static void op_calm(void)
{
    long rounds = (long)arg_number(), raised = 0, taken = 0;

    for (long i = 1; i <= rounds; i++) {
        add_plain(&board->plain, 2, i % 2 ? no_hook : NULL);
        add_atomic(&board->number, 3);
        raised += max_update(&board->number, 3 * i + 1);
        add_atomic(&board->number, -1);
        spin_lock(&board->lock[0]);
        spin_unlock(&board->lock[0]);
        taken += spin_try(&board->lock[1]);
        spin_unlock(&board->lock[1]);
    }
    answer(raised, 0, 1, (unsigned long long)taken);
}

/* ---- two processes that hand over ---------------------------------------- */

static int to_child[2], to_parent[2];

static void hand_over(int to, int from)
{
    char go = 'g';

    if (write(to, &go, 1) != 1 || read(from, &go, 1) != 1)
        _exit(124);
}

/* The child makes its addition now, from load to store, and ends. */
static void let_the_child_add(void)
{
    if (hook.calls++ == 0)
        hand_over(to_child[1], to_parent[0]);
}

static void op_plain_lose(void)
{
    long k = (long)arg_number(), k_child = (long)arg_number();
    unsigned calls;
    pid_t child;
    char go;

    hook.calls = 0;
    if (pipe(to_child) == -1 || pipe(to_parent) == -1)
        _exit(124);
    child = fork();
    if (child == 0) {
        if (read(to_child[0], &go, 1) != 1)
            _exit(124);
        add_plain(&board->plain, k_child, NULL);
        _exit(write(to_parent[1], &go, 1) != 1);
    }
    add_plain(&board->plain, k, let_the_child_add);
    calls = hook.calls;
    if (calls == 0)
        let_the_child_add();
    waitpid(child, NULL, 0);
    for (int i = 0; i < 2; i++) {
        close(to_child[i]);
        close(to_parent[i]);
    }
    answer(child == -1 ? -1 : 0, 0, 1, (unsigned long long)calls);
}

/* ---- step by step -------------------------------------------------------- */

enum { STEPS_MAX = 10000, TRAP_FLAG = 0x100 };

static struct {
    volatile sig_atomic_t active;
    unsigned long count, at; /* instructions so far, and when to come in */
    unsigned long pc;        /* of that instruction */
    int then_run;            /* ... and after that as fast as it can */
    void (*come_in)(void);
    sigjmp_buf out;
} steps;

static int yields, release_after; /* of the lock the other holds */
static int other_holds;

/* The student's sched_yield ends here (the wrapper's, to be exact). Who waits
 * for a lock and yields gets it after a while. */
int sched_yield(void)
{
    yields++;
    steps.active = 0; /* it does yield: that is all there was to see */
    if (other_holds && yields >= release_after) {
        other_holds = 0;
        spin_unlock(&board->lock[0]);
    }
    return (int)syscall(SYS_sched_yield);
}

#if defined(__x86_64__)
static void on_step(int signo, siginfo_t *info, void *context)
{
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

    (void)signo, (void)info;
    registers[REG_EFL] &= ~(greg_t)TRAP_FLAG;
    if (!steps.active)
        return;
    if (++steps.count == steps.at) {
        steps.pc = (unsigned long)registers[REG_RIP];
        steps.come_in();
        if (steps.then_run)
            return;
    }
    if (steps.count > STEPS_MAX)
        siglongjmp(steps.out, 1);
    registers[REG_EFL] |= TRAP_FLAG;
}

/* Returns 1, or 0 if it had not returned after STEPS_MAX instructions. */
static int run_in_steps(void (*work)(void))
{
    struct sigaction action = {.sa_sigaction = on_step, .sa_flags = SA_SIGINFO};

    if (sigaction(SIGTRAP, &action, NULL) == -1)
        _exit(124);
    if (sigsetjmp(steps.out, 1))
        return 0;
    steps.active = 1;
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | TRAP_FLAG);
    work();
    steps.active = 0;
    return 1;
}
#else
static int run_in_steps(void (*work)(void))
{
    work();
    return 1;
}
#endif

/* What is asked for, what comes in between, and what came of both. */
static struct {
    long k, k_other, seen; /* by the other, when it came in */
    int ret;
} pair;

/* The function's return value (of spin_lock: how often it has yielded), then:
 * instructions made (0: this machine cannot count them), whether it returned,
 * whether the other came in, and at which pc; what it saw in *p, or whether it
 * got the lock; whether it still holds the lock. */
static void answer_steps(int returned)
{
    steps.active = 0;
    answer(pair.ret, 0, 6, (unsigned long long)steps.count,
           (unsigned long long)returned,
           (unsigned long long)(steps.count >= steps.at),
           (unsigned long long)steps.pc, (unsigned long long)pair.seen,
           (unsigned long long)other_holds);
}

static void step(void (*work)(void), void (*other)(void), int then_run)
{
    steps.come_in = other;
    steps.then_run = then_run;
    steps.count = steps.pc = 0;
    pair.ret = -1;
    pair.seen = 0;
    yields = 0;
    release_after = 2;
    answer_steps(run_in_steps(work));
}

static void add_mine(void)
{
    add_atomic(&board->number, pair.k);
}

static void add_other(void)
{
    atomic_fetch_add(&board->number, pair.k_other);
}

static volatile sig_atomic_t other_stored;

/* Whether the other had stored before; -1 if it came just now. */
static void look(void)
{
    int before = other_stored;

    hook.seen = board->plain;
    pair.ret = before == other_stored ? before : -1;
}

static void plain_mine(void)
{
    add_plain(&board->plain, pair.k, look);
    pair.seen = hook.seen;
}

static void store_other(void)
{
    board->plain = pair.k_other;
    other_stored = 1;
}

/* Instead of a return value: whether the other had stored when between looked. */
static void op_step_plain(void)
{
    other_stored = 0;
    steps.at = arg_size();
    pair.k = (long)arg_number();
    pair.k_other = (long)arg_number();
    step(plain_mine, store_other, 0);
}

static void op_step_atomic(void)
{
    steps.at = arg_size();
    pair.k = (long)arg_number();
    pair.k_other = (long)arg_number();
    step(add_mine, add_other, 0);
}

static void raise_mine(void)
{
    pair.ret = max_update(&board->number, pair.k);
}

static void raise_other(void)
{
    pair.seen = board->number;
    if (pair.seen < pair.k_other)
        board->number = pair.k_other;
}

static void op_step_max(void)
{
    steps.at = arg_size();
    pair.k = (long)arg_number();
    pair.k_other = (long)arg_number();
    step(raise_mine, raise_other, 0);
}

static void try_mine(void)
{
    pair.ret = spin_try(&board->lock[0]);
}

static void try_other(void)
{
    pair.seen = spin_try(&board->lock[0]);
}

static void op_step_try(void)
{
    other_holds = 0;
    steps.at = arg_size();
    step(try_mine, try_other, 0);
}

/* Who has held it lets go in between, and tries at once to get it back. */
static void let_go_and_try(void)
{
    spin_unlock(&board->lock[0]);
    pair.seen = spin_try(&board->lock[0]);
}

static void op_step_retry(void)
{
    other_holds = 0;
    steps.at = arg_size();
    spin_lock(&board->lock[0]);
    step(try_mine, let_go_and_try, 0);
}

static void lock_mine(void)
{
    spin_lock(&board->lock[0]);
    pair.ret = yields;
}

static void lock_other(void)
{
    pair.seen = other_holds = spin_try(&board->lock[0]);
}

static void op_step_lock(void)
{
    other_holds = 0;
    steps.at = arg_size();
    step(lock_mine, lock_other, 1);
}

/* The other holds it from the start. */
static void op_step_held(void)
{
    other_holds = 0;
    spin_lock(&board->lock[0]);
    other_holds = 1;
    steps.at = 0; /* nobody else comes in */
    step(lock_mine, NULL, 0);
}

const struct driver_op driver_ops[] = {
    {"map", op_map},
    {"plain", op_plain},
    {"plain-hook", op_plain_hook},
    {"plain-lose", op_plain_lose},
    {"atomic", op_atomic},
    {"max", op_max},
    {"lock", op_lock},
    {"try", op_try},
    {"unlock", op_unlock},
    {"calm", op_calm},
    {"step-plain", op_step_plain},
    {"step-atomic", op_step_atomic},
    {"step-max", op_step_max},
    {"step-try", op_step_try},
    {"step-retry", op_step_retry},
    {"step-lock", op_step_lock},
    {"step-held", op_step_held},
    {NULL, NULL},
};
