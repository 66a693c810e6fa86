/* leftover.c - what a killed program leaves for the next one
 *
 * 中文：上一次运行拿着锁被杀了。这一次打开同一个名字，会得到什么？
 * English: the last run was killed with the lock in its hands. What does
 *          the next run get under the same name?
 *
 * Book: chapter 6, "named".  Sources: sem_open(3), sem_overview(7).
 * Usage: ./leftover
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char name[32];

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: killed
static void first_run(int unlink_early)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        sem_t *sem = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
        if (sem == SEM_FAILED)
            die("sem_open");
        if (unlink_early && sem_unlink(name) == -1)
            die("sem_unlink");
        if (sem_wait(sem) == -1)
            die("sem_wait");
        raise(SIGKILL); /* inside the lock */
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

static void next_run(int oflag)
{
    sem_t *sem = sem_open(name, oflag, 0600, 1);

    if (sem == SEM_FAILED)
        printf("sem_open: %s\n", strerrorname_np(errno));
    else if (sem_trywait(sem) == -1)
        printf("sem_trywait: %s, sem_wait would sleep for ever\n",
               strerrorname_np(errno));
    else
        printf("locked\n");
    if (sem != SEM_FAILED && sem_close(sem) == -1)
        die("sem_close");
}
// ANCHOR_END: killed

int main(void)
{
    snprintf(name, sizeof name, "/leftover-%jd", (intmax_t)getpid());

    // ANCHOR: runs
    first_run(0);
    printf("%-18s", "O_CREAT");
    next_run(O_CREAT);
    printf("%-18s", "O_CREAT | O_EXCL");
    next_run(O_CREAT | O_EXCL);
    if (sem_unlink(name) == -1)
        die("sem_unlink");

    first_run(1);
    printf("%-18s", "unlinked early");
    next_run(O_CREAT | O_EXCL);
    // ANCHOR_END: runs

    if (sem_unlink(name) == -1)
        die("sem_unlink");
    return EXIT_SUCCESS;
}
