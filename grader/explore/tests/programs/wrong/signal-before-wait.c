/* wrong: 谓词在锁外面看，看过以后、睡着以前来的信号丢了 / the predicate is looked at outside the mutex: a signal between looking and sleeping is lost — found as: deadlock */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    atomic_int ready;
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
        atomic_store(&s->ready, 1);
        if ((errno = pthread_cond_signal(&s->changed)))
            err(1, "pthread_cond_signal");
        _exit(0);
    }
    while (!atomic_load(&s->ready)) {
        if ((errno = pthread_mutex_lock(&s->mutex)))
            err(1, "pthread_mutex_lock");
        if ((errno = pthread_cond_wait(&s->changed, &s->mutex)))
            err(1, "pthread_cond_wait");
        if ((errno = pthread_mutex_unlock(&s->mutex)))
            err(1, "pthread_mutex_unlock");
    }
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return 0;
}
