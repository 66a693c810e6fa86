/* named.c - the life of a named semaphore
 *
 * 中文：名字没了，信号量还在吗？同名再建一个，是原来那个吗？
 * English: the name is gone - is the semaphore? Made anew under the same
 *          name, is it the old one?
 *
 * Book: chapter 6, "named".  Sources: sem_open(3), sem_unlink(3).
 * Usage: ./named
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

static void show(const char *what, sem_t *sem)
{
    int value;

    if (sem == SEM_FAILED)
        printf("%-30s %s\n", what, strerrorname_np(errno));
    else if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    else
        printf("%-30s value %d\n", what, value);
    fflush(stdout);
}

static void wait_for(pid_t pid)
{
    if (pid == -1)
        die("fork");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

int main(void)
{
    char name[32];
    int created = O_CREAT | O_EXCL;

    snprintf(name, sizeof name, "/named-%jd", (intmax_t)getpid());
    // ANCHOR: life
    pid_t pid = fork();
    if (pid == 0) {
        show("a child creates it", sem_open(name, created, 0600, 1));
        _exit(0); /* no sem_close, no sem_unlink */
    }
    wait_for(pid);

    sem_t *old = sem_open(name, 0);
    show("the child is gone, I open it", old);
    show("O_CREAT | O_EXCL", sem_open(name, created, 0600, 1));
    show("O_CREAT, value 7", sem_open(name, O_CREAT, 0600, 7));

    if (sem_unlink(name) == -1)
        die("sem_unlink");
    show("unlinked: open by name", sem_open(name, 0));
    if (sem_post(old) == -1)
        die("sem_post");
    show("unlinked: the one I hold", old);

    sem_t *new = sem_open(name, created, 0600, 5);
    show("created again", new);
    show("the one I hold", old);
    // ANCHOR_END: life

    if (sem_unlink(name) == -1)
        die("sem_unlink");
    return EXIT_SUCCESS;
}
