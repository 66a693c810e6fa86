/* barrier_scenarios.c - a barrier under every schedule
 *
 * rounds N R: N processes, R rounds. Who leaves looks whether everybody had
 * come to this round; at the end exactly one 1 must have been returned in each.
 */
#include "barrier.h"

#include "scenario.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEAM = 3, ROUNDS = 3 };

static struct room {
    struct bar bar;
    int entered[TEAM]; /* rounds begun by this process */
    int ones[ROUNDS];  /* how many got 1 */
} * room;

/* As the lanes of the timeline call them. */
static const char *zh_name(int i, int n)
{
    static const char *const name[] = {"父进程", "子进程 1 ", "子进程 2 "};

    return n == 2 && i == 1 ? "子进程" : name[i];
}

static const char *en_name(int i, int n)
{
    static const char *const name[] = {"the parent", "child 1", "child 2"};

    return n == 2 && i == 1 ? "the child" : name[i];
}

static void take_part(int me, int n, int rounds)
{
    for (int round = 0; round < rounds; round++) {
        int ret;

        room->entered[me] = round + 1;
        ret = bar_wait(&room->bar);
        scenario_expect(
            ret == 0 || ret == 1, "第 %d 轮：bar_wait 返回 %d，应为 0 或 1",
            "round %d: bar_wait returned %d, expected 0 or 1", round + 1, ret);
        for (int i = 0; i < n; i++)
            scenario_expect(room->entered[i] > round,
                            "%s%.0s离开了第 %d 轮，可是%s%.0s还没有到这一轮",
                            "%.0s%s has left round %d, but %.0s%s has not come "
                            "to it",
                            zh_name(me, n), en_name(me, n), round + 1,
                            zh_name(i, n), en_name(i, n));
        room->ones[round] += ret == 1;
    }
}

static void name_members(void)
{
    struct bar *b = &room->bar;

    scenario_name(&b->mutex, "b->mutex");
    scenario_name(&b->turn1, "b->turn1");
    scenario_name(&b->turn2, "b->turn2");
    scenario_name(&b->n, "b->n");
    scenario_name(&b->count, "b->count");
}

static void all_rounds(void)
{
    int n = (int)scenario_number(), rounds = (int)scenario_number();

    room = mmap(NULL, sizeof *room, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    scenario_expect(room != MAP_FAILED, "共享内存", "shared memory");
    name_members();
    scenario_expect(bar_init(&room->bar, n) == 0, "bar_init(b, %d) 应返回 0",
                    "bar_init(b, %d) should return 0", n);
    for (int i = 1; i < n; i++)
        if (fork() == 0) {
            take_part(i, n, rounds);
            _exit(0);
        }
    take_part(0, n, rounds);
    for (int i = 1; i < n; i++)
        wait(NULL);
    for (int round = 0; round < rounds; round++)
        scenario_expect(room->ones[round] == 1,
                        "第 %d 轮：%d 个进程得到 1，应正好一个",
                        "round %d: %d processes got 1, expected exactly one",
                        round + 1, room->ones[round]);
    bar_destroy(&room->bar);
}

const struct scenario scenarios[] = {
    {"rounds", all_rounds},
    {0},
};
