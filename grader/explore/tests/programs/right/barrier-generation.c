/* right: 三个进程的屏障，用轮次编号、互斥锁和条件变量 / a barrier for three with a generation number, a mutex and a condition variable */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 3 };
struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t all_here;
    int arrived, generation, part[N];
};
static struct shared *s;

static void init(void)
{
    pthread_mutexattr_t ma;
    pthread_condattr_t ca;

    if ((errno = pthread_mutexattr_init(&ma)) ||
        (errno = pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED)) ||
        (errno = pthread_mutex_init(&s->mutex, &ma)) ||
        (errno = pthread_condattr_init(&ca)) ||
        (errno = pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED)) ||
        (errno = pthread_cond_init(&s->all_here, &ca)))
        err(1, "init");
}

static void barrier(void)
{
    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    int mine = s->generation;
    if (++s->arrived == N) {
        s->arrived = 0;
        s->generation++;
        if ((errno = pthread_cond_broadcast(&s->all_here)))
            err(1, "pthread_cond_broadcast");
    }
    while (mine == s->generation)
        if ((errno = pthread_cond_wait(&s->all_here, &s->mutex)))
            err(1, "pthread_cond_wait");
    if ((errno = pthread_mutex_unlock(&s->mutex)))
        err(1, "pthread_mutex_unlock");
}

static int work(int me)
{
    s->part[me] = me + 1;
    barrier();
    return s->part[0] + s->part[1] + s->part[2] != 6;
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    init();
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            _exit(work(i));
        }
    }
    int wrong = work(2);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return wrong;
}
