/* steal.c - a library function waits for its child, and gets yours
 *
 * 中文：函数里用 wait 等自己的孩子，等来的却是调用者的孩子。
 * English: a function waits for its own child with wait, and takes the
 *          caller's.
 *
 * Book: chapter 4, "exit-wait".  Sources: wait(2).
 * Usage: ./steal
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static pid_t start(int status)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(status);
    return pid;
}

// ANCHOR: library
/* by_wait - run a child that exits with 0, and report its status. */
static int by_wait(void)
{
    int status;

    start(0);
    if (wait(&status) == -1)
        die("wait");
    return WEXITSTATUS(status);
}

/* by_pid - the same, but it knows which child is meant. */
static int by_pid(void)
{
    int status;
    pid_t pid = start(0);

    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return WEXITSTATUS(status);
}
// ANCHOR_END: library

static void caller(const char *label, int (*library)(void))
{
    siginfo_t info;
    int status;
    pid_t mine = start(42); /* the caller has a child as well */

    if (waitid(P_PID, (id_t)mine, &info, WEXITED | WNOWAIT) == -1)
        die("waitid"); /* it has ended, nobody has fetched it */
    printf("%s: its child exited with %d, ", label, library());
    if (waitpid(mine, &status, 0) == -1)
        printf("mine: %s\n", strerrorname_np(errno));
    else
        printf("mine with %d\n", WEXITSTATUS(status));
}

int main(void)
{
    if (setvbuf(stdout, NULL, _IONBF, 0) != 0)
        die("setvbuf");
    caller("waitpid", by_pid);
    caller("wait   ", by_wait);
    return EXIT_SUCCESS;
}
