/* hunt_shares.c - three workers add up ten numbers; wrong in five places
 *
 * 中文：三个孩子分头加 1 到 10，答案应当是 55。编译没有警告，错误有五处。
 * English: three workers add up 1 to 10 between them; the answer should be
 *          55. No warning from the compiler, and five mistakes.
 *
 * Book: chapter 4, "bug-hunt".  Sources: fork(2), mmap(2), wait(2).
 * Usage: ./hunt_shares   (crashes on purpose)
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 3, RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: shares
static long *part; /* a slot for each worker */

static long add_up(const int *v, size_t n)
{
    size_t share = n / WORKERS;
    long sum = 0;

    for (size_t w = 0; w < WORKERS; w++) {
        pid_t pid = fork();
        if (pid == -1)
            die("fork");
        if (pid == 0) {
            part = mmap(NULL, WORKERS * sizeof *part, RW,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (part == MAP_FAILED)
                die("mmap");
            for (size_t i = 0; i < share; i++)
                part[w] += v[w * share + i];
            return part[w]; /* this worker is done */
        }
        wait(NULL);
    }
    for (size_t w = 0; w < WORKERS; w++)
        sum += part[w];
    return sum;
}
// ANCHOR_END: shares

int main(void)
{
    const int v[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    printf("the sum is %ld\n", add_up(v, sizeof v / sizeof v[0]));
    return EXIT_SUCCESS;
}
