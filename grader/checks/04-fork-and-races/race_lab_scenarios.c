/* race_lab_scenarios.c - the cures of race_lab under every schedule
 *
 * add PROCESSES ROUNDS            add_atomic, by each so often
 * raise START V...                max_update, one process for each V
 * inside PROCESSES ROUNDS HOW     who has the lock is alone in there
 * guarded PROCESSES ROUNDS HOW    add_plain, which loses, under the lock
 * HOW 0: spin_lock; 1: spin_try, and only who gets 1 goes in.
 */
#include "../../explore/runtime/scenario.h"
#include "race_lab.h"

#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLAYERS_MAX = 4, WITH_LOCK = 0 };

/* What they share. The witnesses need no lock: nobody else moves while the
 * scenario's own code runs. */
struct shared {
    volatile long plain;
    _Atomic long number;
    _Atomic int lock;
    long inside, entered;     /* witnesses */
    long result[PLAYERS_MAX]; /* of max_update */
};

static struct shared *shared;
static int rounds, how;
static long start, value[PLAYERS_MAX];

/* `act` in each of n processes at the same time, this one among them. */
static void together(int n, void (*act)(int me))
{
    pid_t child[PLAYERS_MAX];
    int status;

    for (int i = 1; i < n; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            act(i);
            _exit(0);
        }
    }
    act(0);
    for (int i = 1; i < n; i++)
        waitpid(child[i], &status, 0);
}

static void prepare(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        _exit(1);
}

/* ---- add_atomic ---------------------------------------------------------- */

static void add_some(int me)
{
    for (int i = 0; i < rounds; i++)
        add_atomic(&shared->number, me + 1);
}

static void add(void)
{
    int n = (int)scenario_number();
    long want = 0;

    rounds = (int)scenario_number();
    prepare();
    together(n, add_some);
    for (int i = 0; i < n; i++)
        want += rounds * (i + 1);
    scenario_expect(shared->number == want,
                    "%d 个进程用 add_atomic 一共加了 %ld，结果是 %ld",
                    "%d processes added %ld in all by add_atomic, and the "
                    "result is %ld",
                    n, want, (long)shared->number);
}

/* ---- max_update ---------------------------------------------------------- */

static void raise_once(int me)
{
    shared->result[me] = max_update(&shared->number, value[me]);
}

/* Whatever the order: the largest stays; who returned 1 has raised it, so no
 * two returned 1 for the same value; who returned 0 had found at least v. */
static void judge_raises(int n, long largest)
{
    scenario_expect(shared->number == largest, "最大的是 %ld，*p 却是 %ld",
                    "the largest is %ld, and *p is %ld", largest,
                    (long)shared->number);
    for (int i = 0; i < n; i++) {
        long found = start;

        for (int j = 0; j < n; j++) {
            scenario_expect(i == j || value[i] != value[j] ||
                                shared->result[i] + shared->result[j] < 2,
                            "两个进程都把 *p 抬到 %ld，都返回 1",
                            "two processes raise *p to %ld, and both returned "
                            "1",
                            value[i]);
            if (j != i && shared->result[j] == 1 && value[j] > found)
                found = value[j];
        }
        scenario_expect(shared->result[i] == 1 || found >= value[i],
                        "max_update(p, %ld) 返回 %ld，可是谁也没有抬到那么高",
                        "max_update(p, %ld) returned %ld, and nobody had "
                        "raised it that far",
                        value[i], shared->result[i]);
        scenario_expect(shared->result[i] == 0 || value[i] > start,
                        "*p 从 %ld 开始，max_update(p, %ld) 返回 %ld",
                        "*p began as %ld, and max_update(p, %ld) returned %ld",
                        start, value[i], shared->result[i]);
    }
}

static void raise_all(void)
{
    long largest = start = scenario_number();
    int n = 0;

    while (n < PLAYERS_MAX && (value[n] = scenario_number()) != 0) {
        if (value[n] > largest)
            largest = value[n];
        n++;
    }
    prepare();
    shared->number = start;
    together(n, raise_once);
    judge_raises(n, largest);
}

/* ---- the lock ------------------------------------------------------------ */

static int enter(void)
{
    if (how != WITH_LOCK)
        return spin_try(&shared->lock) == 1;
    spin_lock(&shared->lock);
    return 1;
}

static void go_inside(int me)
{
    (void)me;
    for (int i = 0; i < rounds; i++) {
        if (!enter())
            continue;
        shared->inside++;
        shared->entered++;
        scenario_step("在锁里面", "inside the lock");
        scenario_expect(shared->inside == 1, "有 %ld 个进程同时在锁里面",
                        "%ld processes are inside the lock at the same time",
                        shared->inside);
        shared->inside--;
        spin_unlock(&shared->lock);
    }
}

static void inside(void)
{
    int n = (int)scenario_number();

    rounds = (int)scenario_number();
    how = (int)scenario_number();
    prepare();
    together(n, go_inside);
    scenario_expect(how != WITH_LOCK || shared->entered == (long)n * rounds,
                    "%d 个进程各进去 %d 次，一共却是 %ld 次",
                    "%d processes go in %d times each, and it was %ld times in "
                    "all",
                    n, rounds, shared->entered);
    scenario_expect(shared->entered > 0, "锁是空的，却一个也没有拿到",
                    "the lock was free, and nobody got it");
    scenario_expect(shared->lock == 0, "都放开了，锁却是 %d",
                    "all have let go, and the lock is %d", (int)shared->lock);
}

static void add_guarded(int me)
{
    for (int i = 0; i < rounds; i++) {
        if (!enter())
            continue;
        shared->entered += me + 1;
        add_plain(&shared->plain, me + 1, NULL);
        spin_unlock(&shared->lock);
    }
}

static void guarded(void)
{
    int n = (int)scenario_number();

    rounds = (int)scenario_number();
    how = (int)scenario_number();
    prepare();
    together(n, add_guarded);
    scenario_expect(shared->plain == shared->entered,
                    "锁里面一共加了 %ld，结果是 %ld",
                    "under the lock %ld was added in all, and the result is "
                    "%ld",
                    shared->entered, shared->plain);
}

const struct scenario scenarios[] = {
    {"add", add},         {"raise", raise_all}, {"inside", inside},
    {"guarded", guarded}, {NULL, NULL},
};
