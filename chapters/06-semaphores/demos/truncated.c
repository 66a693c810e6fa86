/* truncated.c - O_TRUNC has no business in sem_open
 *
 * 中文：有人用 O_TRUNC 打开你正在用的信号量。下一次 post 会怎样？
 * English: somebody opens the semaphore you are using with O_TRUNC. What
 *          does your next post do?
 *
 * Book: chapter 6, "portability".  Sources: sem_open(3).
 * Usage: ./truncated   (crashes on purpose)
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
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

static void show(const char *what, int result)
{
    printf("%-8s %s\n", what, result == 0 ? "ok" : strerrorname_np(errno));
    fflush(stdout);
}

int main(void)
{
    char name[32];

    snprintf(name, sizeof name, "/truncated-%jd", (intmax_t)getpid());
    // ANCHOR: trunc
    sem_t *mine = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
    if (mine == SEM_FAILED)
        die("sem_open");
    show("before", sem_post(mine));

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) /* "open it, and start afresh" */
        _exit(sem_open(name, O_CREAT | O_TRUNC, 0600, 1) == SEM_FAILED);
    // ANCHOR_END: trunc
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_unlink(name) == -1)
        die("sem_unlink");
    // ANCHOR: after
    show("after", sem_post(mine));
    // ANCHOR_END: after
    return EXIT_SUCCESS;
}
