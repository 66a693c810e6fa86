/* stack.c - M071: a handler for stack overflow
 *
 * 中文：栈用尽了，处理函数需要自己的一块栈。
 * English: when the stack is used up, a handler needs a stack of its own.
 *
 * Sources: sigaltstack(2), sigaction(2).
 */
#include "fact.h"
#include <sys/resource.h>

static char reserve[1 << 16];

static void on_segv(int sig)
{
    (void)sig;
    _exit(42); /* the handler ran */
}

/* deeper - recurse for ever; volatile keeps the frames real */
__attribute__((noinline)) static int deeper(volatile char *above)
{
    volatile char frame[4096];

    frame[0] = above == NULL ? 0 : above[0];
    if (getppid() < 0) /* never; the compiler cannot know */
        return 0;
    return deeper(frame) + frame[0];
}

static void overflow(void *arg)
{
    struct sigaction sa = {.sa_handler = on_segv, .sa_flags = SA_ONSTACK};
    stack_t own = {.ss_sp = reserve, .ss_size = sizeof reserve};
    const struct rlimit small = {1 << 20, 1 << 20};

    if (*(int *)arg && sigaltstack(&own, NULL) == -1)
        _exit(2);
    if (setrlimit(RLIMIT_STACK, &small) == -1)
        _exit(2);
    sigaction(SIGSEGV, &sa, NULL);
    deeper(NULL);
}

int main(void)
{
    int no = 0, yes = 1;
    int without = died_of(run_child(overflow, &no));
    int with = run_child(overflow, &yes);
    int ran = WIFEXITED(with) && WEXITSTATUS(with) == 42;

    report("M071", without == SIGSEGV && ran,
           "on the full stack: killed by %s; with sigaltstack: the handler %s",
           without ? sig_name(without) : "nothing",
           ran ? "ran" : "did not run");
    return 0;
}
