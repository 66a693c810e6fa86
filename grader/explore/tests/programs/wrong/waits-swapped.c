/* wrong: 两边都先等再通知，等的正好是对方还没发的那个 / both wait before they post, each for what the other has not posted yet — found as: deadlock */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t asked, answered;
    int question, answer;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->asked, 1, 0) == -1 || sem_init(&s->answered, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sem_wait(&s->asked) == -1)
            die("sem_wait");
        s->answer = s->question * 2;
        if (sem_post(&s->answered) == -1)
            die("sem_post");
        _exit(0);
    }
    s->question = 21;
    if (sem_wait(&s->answered) == -1)
        die("sem_wait");
    if (sem_post(&s->asked) == -1)
        die("sem_post");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->answer != 42;
}
