/* sem_lock_ms_scenarios.c - two processes want the same one
 *
 * tries N: N processes, one to be had, ms 0: one gets it, the others ETIMEDOUT.
 */
#include "sem_lock_ms.h"

#include "scenario.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    sem_t sem;
    int taken;
} * room;

static void try_it(void)
{
    int ret = sem_lock_ms(&room->sem, 0), err = errno;

    scenario_expect(ret == 0 || (ret == -1 && err == ETIMEDOUT),
                    "ms 为 0：返回 %d（errno %d），应为 0 或 -1（ETIMEDOUT）",
                    "ms 0: returned %d (errno %d), expected 0 or -1 "
                    "(ETIMEDOUT)",
                    ret, err);
    room->taken += ret == 0;
}

static void tries(void)
{
    int n = (int)scenario_number();

    room = mmap(NULL, sizeof *room, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    scenario_expect(room != MAP_FAILED && sem_init(&room->sem, 1, 1) == 0,
                    "共享内存和信号量", "shared memory and a semaphore");
    scenario_name(&room->sem, "s");
    for (int i = 1; i < n; i++)
        if (fork() == 0) {
            try_it();
            _exit(0);
        }
    try_it();
    for (int i = 1; i < n; i++)
        wait(NULL);
    scenario_expect(room->taken == 1,
                    "值是 1，%d 个进程来试：%d 个拿到了，应正好一个",
                    "the value is 1 and %d processes try: %d got it, expected "
                    "exactly one",
                    n, room->taken);
    sem_destroy(&room->sem);
}

const struct scenario scenarios[] = {
    {"tries", tries},
    {0},
};
