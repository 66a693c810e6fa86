/* wrong: 互斥锁放开了两次，第二次放开的是别人的锁 / the mutex is unlocked twice, and the second time it is the lock of the other — found as: misuse|race|wrong-result */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int count;
};
static struct shared *s;

static void add(int by)
{
    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    s->count += by;
    if (by > 1)
        if ((errno = pthread_mutex_unlock(&s->mutex)))
            err(1, "pthread_mutex_unlock");
    if ((errno = pthread_mutex_unlock(&s->mutex)))
        err(1, "pthread_mutex_unlock");
}

int main(void)
{
    pthread_mutexattr_t attr;

    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if ((errno = pthread_mutexattr_init(&attr)))
        err(1, "pthread_mutexattr_init");
    if ((errno = pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)))
        err(1, "pthread_mutexattr_setpshared");
    if ((errno = pthread_mutex_init(&s->mutex, &attr)))
        err(1, "pthread_mutex_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            add(1);
            _exit(0);
        }
    }
    add(2);
    add(2);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return s->count != 6;
}
