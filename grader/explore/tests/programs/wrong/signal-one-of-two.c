/* wrong: 等的人有两种，signal 叫醒的可能不是该醒的那一个 / two kinds of waiters share one condition, and signal can wake the one that has nothing to do — found as: deadlock */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int turn;
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

static void my_turn(int me)
{
    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    while (s->turn != me)
        if ((errno = pthread_cond_wait(&s->changed, &s->mutex)))
            err(1, "pthread_cond_wait");
    s->turn++;
    if ((errno = pthread_cond_signal(&s->changed)))
        err(1, "pthread_cond_signal");
    if ((errno = pthread_mutex_unlock(&s->mutex)))
        err(1, "pthread_mutex_unlock");
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
            my_turn(i + 1);
            _exit(0);
        }
    }
    my_turn(0);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return s->turn != 3;
}
