/* right: 三个进程过两阶段的屏障，数据在屏障两边换手 / three processes pass a barrier of two phases, and the data changes hands at it */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 3 };
struct shared {
    sem_t mutex, in, out;
    int inside, part[N];
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

static int work(int me)
{
    s->part[me] = me + 1;
    phase(1, N, &s->in);
    int wrong = s->part[0] + s->part[1] + s->part[2] != 6;
    phase(-1, 0, &s->out);
    s->part[me] = 0;
    return wrong;
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 || sem_init(&s->in, 1, 0) == -1 ||
        sem_init(&s->out, 1, 0) == -1)
        err(1, "sem_init");
    for (int i = 0; i < N - 1; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            _exit(work(i));
        }
    }
    int wrong = work(N - 1);
    for (int i = 0; i < N - 1; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return wrong;
}
