/* pshared.c - the second argument of sem_init
 *
 * 中文：信号量在共享内存里，只是 pshared 写成了 0。睡着的还醒得来吗？
 * English: the semaphore lies in shared memory, only pshared is 0. Does
 *          the sleeper still wake up?
 *
 * Book: chapter 6, "unnamed".  Sources: sem_init(3), futex(2).
 * Usage: ./pshared
 */
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "asleep.h"

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static pid_t sleeper(sem_t *sem)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(sem_wait(sem) == -1);
    wait_asleep(pid);
    return pid;
}

static void say(const char *what, sem_t *sem)
{
    int value;

    if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    printf("  %-28s value %d\n", what, value);
}

static void disturb(pid_t pid)
{
    if (kill(pid, SIGSTOP) == -1)
        die("stop");
    if (waitpid(pid, NULL, WUNTRACED) == -1)
        die("waitpid");
    if (kill(pid, SIGCONT) == -1)
        die("continue");
}

// ANCHOR: knock
static void post_to(sem_t *sem, int pshared)
{
    if (sem_init(sem, pshared, 0) == -1)
        die("sem_init");
    pid_t pid = sleeper(sem); /* a child, in sem_wait */

    printf("pshared %d\n", pshared);
    if (sem_post(sem) == -1)
        die("sem_post");
    int deaf = state_of(pid) == 'S';
    if (deaf) {
        say("sem_post, and it sleeps on", sem);
        disturb(pid); /* SIGSTOP, then SIGCONT */
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    say(deaf ? "disturbed: it has it" : "sem_post: it has it", sem);
}
// ANCHOR_END: knock

int main(void)
{
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (sem == MAP_FAILED)
        die("mmap");
    post_to(sem, 1);
    post_to(sem, 0);
    return EXIT_SUCCESS;
}
