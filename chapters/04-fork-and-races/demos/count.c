/* count.c - two processes, one number, one ++ each
 *
 * 中文：两个进程，一个数，各做一次 ++。几乎每次都是 2；它是对的吗？
 * English: two processes, one number, one ++ each. It is 2 nearly every
 *          time; is the program right?
 *
 * Book: chapter 4, "explorer".  Sources: C11 5.1.2.4.
 * Usage: ./count, and make explore FILE=.../count.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// ANCHOR: count
int main(void)
{
    long *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE,
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
// ANCHOR_END: count
