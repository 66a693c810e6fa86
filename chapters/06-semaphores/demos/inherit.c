/* inherit.c - fork keeps an open semaphore, exec does not
 *
 * 中文：“信号量不能继承”对吗？fork 一次、exec 一次，看看。
 * English: "semaphores are not inherited" - is that so? Fork once, exec
 *          once, and look.
 *
 * Book: chapter 6, "inherit".  Sources: sem_open(3), fork(2), execve(2).
 * Usage: ./inherit
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int value_of(sem_t *sem)
{
    int value;

    if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    return value;
}

// ANCHOR: program
/* What runs after exec: told where the semaphore was, and its name. */
static int new_program(const char *address, const char *name)
{
    uintptr_t at = strtoumax(address, NULL, 16);
    uintptr_t page = at - at % (uintptr_t)sysconf(_SC_PAGESIZE);
    unsigned char resident;

    if (mincore((void *)page, 1, &resident) == -1)
        printf("exec: the old address is %s\n", strerrorname_np(errno));
    sem_t *sem = sem_open(name, 0);
    if (sem == SEM_FAILED)
        die("sem_open");
    printf("exec: opened by name, value %d\n", value_of(sem));
    return sem_post(sem) == -1 ? EXIT_FAILURE : EXIT_SUCCESS;
}
// ANCHOR_END: program

static void wait_for(pid_t pid)
{
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

int main(int argc, char **argv)
{
    char name[32], address[32];

    if (argc == 3)
        return new_program(argv[1], argv[2]);
    snprintf(name, sizeof name, "/inherit-%jd", (intmax_t)getpid());

    // ANCHOR: fork
    sem_t *sem = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    if (sem == SEM_FAILED)
        die("sem_open");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) { /* only the pointer it got from its parent */
        sem_post(sem);
        sem_post(sem);
        _exit(0);
    }
    wait_for(pid);
    printf("fork: the child posted twice, value %d\n", value_of(sem));
    // ANCHOR_END: fork
    fflush(stdout);

    snprintf(address, sizeof address, "%jx", (uintmax_t)(uintptr_t)sem);
    pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        execl("/proc/self/exe", "inherit", address, name, NULL);
        _exit(127);
    }
    wait_for(pid);
    printf("exec: posted once more, value %d\n", value_of(sem));
    if (sem_unlink(name) == -1)
        die("sem_unlink");
    return EXIT_SUCCESS;
}
