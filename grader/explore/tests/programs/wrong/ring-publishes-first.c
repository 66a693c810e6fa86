/* wrong: 先推进下标，后写数据，消费者读到还没写的格子 / the index moves first and the data is written after: the consumer reads a slot not yet filled — found as: race|wrong-result */
#include <err.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 2 };
struct ring {
    atomic_uint head, tail;
    int slot[SLOTS];
};

static void put(struct ring *r, int item)
{
    unsigned tail = atomic_load(&r->tail);

    while (tail - atomic_load(&r->head) == SLOTS)
        sched_yield();
    atomic_store(&r->tail, tail + 1);
    r->slot[tail % SLOTS] = item;
}

static int get(struct ring *r)
{
    unsigned head = atomic_load(&r->head);

    while (head == atomic_load(&r->tail))
        sched_yield();
    int item = r->slot[head % SLOTS];
    atomic_store(&r->head, head + 1);
    return item;
}

int main(void)
{
    struct ring *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int sum = 0;

    if (r == MAP_FAILED)
        err(1, "mmap");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 1; i <= ITEMS; i++)
        if (pid == 0)
            put(r, i);
        else
            sum += get(r);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return sum != 3;
}
