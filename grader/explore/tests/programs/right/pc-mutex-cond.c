/* right: 互斥锁加条件变量的生产者与消费者，都用 while 等 / producer and consumer with a mutex and a condition variable, both wait in a while */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int full, item;
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
        (errno = pthread_cond_init(&s->changed, &ca)))
        err(1, "init");
}

static void hand_over(int to_full, int *item)
{
    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    while (s->full == to_full)
        if ((errno = pthread_cond_wait(&s->changed, &s->mutex)))
            err(1, "pthread_cond_wait");
    if (to_full)
        s->item = *item;
    else
        *item = s->item;
    s->full = to_full;
    if ((errno = pthread_cond_signal(&s->changed)) ||
        (errno = pthread_mutex_unlock(&s->mutex)))
        err(1, "hand_over");
}

int main(void)
{
    int wrong = 0;

    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    init();
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 1; i <= 2; i++) {
        int item = pid == 0 ? i : 0;

        hand_over(pid == 0, &item);
        wrong |= item != i;
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return wrong;
}
