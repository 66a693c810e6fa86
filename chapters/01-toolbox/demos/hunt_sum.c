/* hunt_sum.c - two children add up half a sum each; wrong in five places
 *
 * 中文：两个子进程各加一半。答案应当是 5050。错误有五处。
 * English: two children add up one half each. The answer should be 5050.
 *          Five mistakes.
 *
 * Book: chapter 1, "bug-hunt".  Sources: fork(2), wait(2).
 * Usage: ./hunt_sum
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// ANCHOR: sum
static long total;

static void add_up(int from, int to)
{
    for (int i = from; i <= to; i++)
        total += i;
}

int main(void)
{
    printf("1 + 2 + ... + 100 = ");
    for (int half = 0; half < 2; half++) {
        if (fork() == 0) {
            add_up(half * 50 + 1, half * 50 + 50);
            exit(EXIT_SUCCESS);
        }
    }
    sleep(1); /* by then they are done */
    printf("%ld\n", total);
    return EXIT_SUCCESS;
}
// ANCHOR_END: sum
