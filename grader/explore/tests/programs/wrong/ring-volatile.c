/* wrong: 环形缓冲区用 volatile 下标，没有任何次序保证 / a ring with volatile indices: nothing orders anything — found as: race */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 3 };
struct ring {
    volatile unsigned head, tail;
    int slot[SLOTS];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void put(struct ring *r, int item)
{
    while (r->tail - r->head == SLOTS)
        continue;
    r->slot[r->tail % SLOTS] = item;
    r->tail = r->tail + 1;
}

static int get(struct ring *r)
{
    while (r->head == r->tail)
        continue;
    int item = r->slot[r->head % SLOTS];
    r->head = r->head + 1;
    return item;
}

int main(void)
{
    struct ring *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int sum = 0;

    if (r == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 1; i <= ITEMS; i++)
        if (pid == 0)
            put(r, i);
        else
            sum += get(r);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 6;
}
