/* hunt_sum_fixed.c - two children add up half a sum each; repaired
 *
 * 中文：hunt_sum.c 修好以后：每个孩子一格，用 waitpid 等，并看它的结局。
 * English: hunt_sum.c repaired: a slot for each child, waitpid instead of
 *          sleep, and a look at how each child ended.
 *
 * Book: chapter 1, "bug-hunt".  Sources: fork(2), wait(2), mmap(2).
 * Usage: ./hunt_sum_fixed
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 2 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void add_up(long *total, int from, int to)
{
    for (int i = from; i <= to; i++)
        *total += i;
}

int main(void)
{
    pid_t pid[CHILDREN];
    int status;
    long sum = 0;
    long *part = mmap(NULL, CHILDREN * sizeof *part, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (part == MAP_FAILED)
        die("mmap");
    printf("1 + 2 + ... + 100 = ");
    if (fflush(stdout) == EOF)
        die("fflush");
    for (int half = 0; half < CHILDREN; half++) {
        pid[half] = fork();
        if (pid[half] == -1)
            die("fork");
        if (pid[half] == 0) {
            add_up(&part[half], half * 50 + 1, half * 50 + 50);
            _exit(EXIT_SUCCESS);
        }
    }
    for (int half = 0; half < CHILDREN; half++) {
        if (waitpid(pid[half], &status, 0) == -1)
            die("waitpid");
        if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_SUCCESS) {
            fprintf(stderr, "child %d failed\n", half);
            return EXIT_FAILURE;
        }
        sum += part[half];
    }
    printf("%ld\n", sum);
    return EXIT_SUCCESS;
}
