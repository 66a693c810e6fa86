/* right: 两阶段的屏障，两个进程走两轮：人齐了开第一道门，都走了才能再来 / a barrier of two phases, two processes, two rounds: all in, then all out */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 2, ROUNDS = 2 };
struct shared {
    sem_t mutex, in, out;
    int inside, written[N];
};
static struct shared *s;

/* phase - the last of N opens the gate for all. */
static void phase(int step, int last, sem_t *gate)
{
    if (sem_wait(&s->mutex) == -1)
        err(1, "sem_wait");
    s->inside += step;
    for (int i = 0; s->inside == last && i < N; i++)
        if (sem_post(gate) == -1)
            err(1, "sem_post");
    if (sem_post(&s->mutex) == -1)
        err(1, "sem_post");
    if (sem_wait(gate) == -1)
        err(1, "sem_wait");
}

int main(void)
{
    int wrong = 0;

    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 || sem_init(&s->in, 1, 0) == -1 ||
        sem_init(&s->out, 1, 0) == -1)
        err(1, "sem_init");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    int me = pid == 0;
    for (int i = 1; i <= ROUNDS; i++) {
        s->written[me] = i;
        phase(1, N, &s->in);
        wrong |= s->written[!me] != i;
        phase(-1, 0, &s->out);
    }
    if (pid == 0)
        _exit(wrong);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return wrong;
}
