/* right: pthread_cond_timedwait 超时了也再看一遍谓词 / where pthread_cond_timedwait runs out of time the predicate is looked at again */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int ready;
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

static void wait_until_ready(void)
{
    struct timespec until;

    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    while (!s->ready) {
        if (clock_gettime(CLOCK_REALTIME, &until) == -1)
            err(1, "clock_gettime");
        until.tv_sec += 1;
        errno = pthread_cond_timedwait(&s->changed, &s->mutex, &until);
        if (errno != 0 && errno != ETIMEDOUT)
            err(1, "wait");
    }
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
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        if ((errno = pthread_mutex_lock(&s->mutex)))
            err(1, "pthread_mutex_lock");
        s->ready = 1;
        if ((errno = pthread_cond_signal(&s->changed)))
            err(1, "pthread_cond_signal");
        if ((errno = pthread_mutex_unlock(&s->mutex)))
            err(1, "pthread_mutex_unlock");
        _exit(0);
    }
    wait_until_ready();
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return 0;
}
