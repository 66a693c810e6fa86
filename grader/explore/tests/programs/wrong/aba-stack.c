/* wrong: 栈顶变回了原来的值，比较并交换就以为什么也没变（ABA） / the top has its old value again, and compare-and-exchange believes nothing has changed (ABA) — found as: wrong-result */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int top, next[4], owners[4];
    atomic_int wrong;
};
static struct shared *s;

static int pop(void)
{
    int top = atomic_load(&s->top);

    while (!atomic_compare_exchange_strong(&s->top, &top, s->next[top]))
        continue;
    if (atomic_fetch_add(&s->owners[top], 1) != 0)
        s->wrong = 1;
    return top;
}

static void push(int node)
{
    int top = atomic_load(&s->top);

    atomic_fetch_sub(&s->owners[node], 1);
    do
        s->next[node] = top;
    while (!atomic_compare_exchange_strong(&s->top, &top, node));
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    s->top = 1;
    s->next[1] = 2;
    s->next[2] = 3;
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    int first = pop();
    if (pid == 0) {
        pop();
        push(first);
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    pop();
    return s->wrong;
}
