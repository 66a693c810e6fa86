/* both.c - one round of litmus.c, for the explorer
 *
 * 中文：litmus.c 的一轮。处理器有时给出两个 0；探索器试遍调度，给不出来。
 * English: one round of litmus.c. The processor gives two zeros now and then;
 *          the explorer tries every schedule and cannot.
 *
 * Book: chapter 4, "ordering".  Sources: C11 7.17.3.
 * Usage: ./both, and make explore FILE=.../both.c
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    atomic_int x, y;
    int a, b;
} * t;

int main(void)
{
    t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (t == MAP_FAILED)
        return EXIT_FAILURE;
    pid_t pid = fork();
    if (pid == -1)
        return EXIT_FAILURE;
    if (pid == 0) {
        atomic_store_explicit(&t->y, 1, memory_order_release);
        t->b = atomic_load_explicit(&t->x, memory_order_acquire);
        _exit(EXIT_SUCCESS);
    }
    atomic_store_explicit(&t->x, 1, memory_order_release);
    t->a = atomic_load_explicit(&t->y, memory_order_acquire);
    if (waitpid(pid, NULL, 0) == -1)
        return EXIT_FAILURE;
    return t->a == 0 && t->b == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
