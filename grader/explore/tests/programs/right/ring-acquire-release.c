/* right: 单生产者单消费者环形缓冲区：release 发布下标，acquire 读下标 / a ring for one producer and one consumer: release publishes an index, acquire reads it */
#include <err.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 3 };
struct ring {
    atomic_uint head, tail;
    int slot[SLOTS];
};

static void put(struct ring *r, int item)
{
    unsigned tail = atomic_load_explicit(&r->tail, memory_order_relaxed);

    while (tail - atomic_load_explicit(&r->head, memory_order_acquire) == SLOTS)
        sched_yield();
    r->slot[tail % SLOTS] = item;
    atomic_store_explicit(&r->tail, tail + 1, memory_order_release);
}

static int get(struct ring *r)
{
    unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);

    while (head == atomic_load_explicit(&r->tail, memory_order_acquire))
        sched_yield();
    int item = r->slot[head % SLOTS];
    atomic_store_explicit(&r->head, head + 1, memory_order_release);
    return item;
}

int main(void)
{
    struct ring *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int wrong = 0;

    if (r == MAP_FAILED)
        err(1, "mmap");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 1; i <= ITEMS; i++)
        if (pid == 0)
            put(r, i);
        else
            wrong |= get(r) != i;
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return wrong;
}
