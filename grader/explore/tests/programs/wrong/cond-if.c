/* wrong: 醒来以后用 if 不用 while，东西已经被另一个消费者拿走了 / after waking it is `if` and not `while`: the other consumer has already taken the item — found as: wrong-result */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    int items, negative;
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
        (errno = pthread_cond_init(&s->filled, &ca)))
        err(1, "init");
}

static void change(int by)
{
    if ((errno = pthread_mutex_lock(&s->mutex)))
        err(1, "pthread_mutex_lock");
    if (by < 0 && s->items == 0)
        if ((errno = pthread_cond_wait(&s->filled, &s->mutex)))
            err(1, "pthread_cond_wait");
    s->items += by;
    s->negative |= s->items < 0;
    if ((errno = pthread_cond_signal(&s->filled)))
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
            change(-1);
            _exit(0);
        }
    }
    change(1);
    change(1);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return s->negative;
}
