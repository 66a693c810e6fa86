/* right: 两个初值为 0 的信号量：一个说“问题写好了”，一个说“答案写好了” / two semaphores of value 0: one says the question is there, one the answer */
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
    int wrong = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->asked, 1, 0) == -1 || sem_init(&s->answered, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 1; i <= 2; i++) {
        if (pid == 0) {
            if (sem_wait(&s->asked) == -1)
                die("sem_wait");
            s->answer = s->question * s->question;
            if (sem_post(&s->answered) == -1)
                die("sem_post");
        } else {
            s->question = i;
            if (sem_post(&s->asked) == -1)
                die("sem_post");
            if (sem_wait(&s->answered) == -1)
                die("sem_wait");
            wrong |= s->answer != i * i;
        }
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return wrong;
}
