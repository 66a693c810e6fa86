/* hunt_shares_fixed.c - three workers add up ten numbers; repaired
 *
 * 中文：修好以后：先建共享的格子，再 fork；一个不少地等，并看结局。
 * English: repaired: shared slots first, fork second; wait for each of them
 *          by its pid, and look at how it ended.
 *
 * Book: chapter 4, "bug-hunt".  Sources: fork(2), mmap(2), wait(2).
 * Usage: ./hunt_shares_fixed
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

static void work(long *slot, const int *v, size_t from, size_t to)
{
    long sum = 0;

    for (size_t i = from; i < to; i++)
        sum += v[i];
    *slot = sum;
    _exit(EXIT_SUCCESS);
}

static long add_up(const int *v, size_t n)
{
    pid_t pid[WORKERS];
    int status, lost = 0;
    long sum = 0;
    size_t size = WORKERS * sizeof(long);
    long *part = mmap(NULL, size, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (part == MAP_FAILED)
        die("mmap");
    for (size_t w = 0; w < WORKERS; w++) {
        pid[w] = fork();
        if (pid[w] == -1)
            die("fork");
        if (pid[w] == 0)
            work(&part[w], v, w * n / WORKERS, (w + 1) * n / WORKERS);
    }
    for (size_t w = 0; w < WORKERS; w++) {
        if (waitpid(pid[w], &status, 0) == -1)
            die("waitpid");
        lost += !WIFEXITED(status) || WEXITSTATUS(status) != EXIT_SUCCESS;
        sum += part[w];
    }
    if (munmap(part, size) == -1)
        die("munmap");
    return lost == 0 ? sum : -1;
}

int main(void)
{
    const int v[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    printf("the sum is %ld\n", add_up(v, sizeof v / sizeof v[0]));
    return EXIT_SUCCESS;
}
