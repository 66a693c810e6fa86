/* count_fixed.c - two processes, one number, one atomic ++ each
 *
 * 中文：count.c 修好以后：加 1 是一步。
 * English: count.c repaired: adding 1 is one step.
 *
 * Book: chapter 4, "explorer".  Sources: C11 7.17.7.5.
 * Usage: ./count_fixed, and make explore FILE=.../count_fixed.c
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_long *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (n == MAP_FAILED)
        return EXIT_FAILURE;
    pid_t pid = fork();
    if (pid == -1)
        return EXIT_FAILURE;
    ++*n;
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        return EXIT_FAILURE;
    printf("n is %ld\n", *n);
    return *n == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
