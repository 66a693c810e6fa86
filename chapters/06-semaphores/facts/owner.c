/* owner.c - mutex, condition variable, semaphore
 *
 * 中文：互斥锁有主人，信号量没有；条件变量的通知会丢，post 不会。
 * English: a mutex has an owner, a semaphore has none; a condition variable
 *          forgets, a semaphore does not.
 *
 * Facts: C117, C117b, C118.
 * Sources: pthread_mutex_lock(3p), pthread_cond_signal(3p), sem_post(3).
 */
#include "sem_fact.h"

#include <pthread.h>

struct both {
    pthread_mutex_t mutex;
    sem_t sem;
    int unlocked, posted;
};

static void *other_thread(void *arg)
{
    struct both *b = arg;

    b->unlocked = pthread_mutex_unlock(&b->mutex);
    b->posted = sem_post(&b->sem) == -1 ? errno : 0;
    return NULL;
}

static void unlock_elsewhere(struct both *b, int type)
{
    pthread_mutexattr_t attr;
    pthread_t thread;

    if (pthread_mutexattr_init(&attr) != 0 ||
        pthread_mutexattr_settype(&attr, type) != 0 ||
        pthread_mutex_init(&b->mutex, &attr) != 0 ||
        sem_init(&b->sem, 0, 0) == -1)
        die("init");
    if (pthread_mutex_lock(&b->mutex) != 0 ||
        pthread_create(&thread, NULL, other_thread, b) != 0 ||
        pthread_join(thread, NULL) != 0)
        die("thread");
}

int main(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    struct timespec end;
    struct both b;

    unlock_elsewhere(&b, PTHREAD_MUTEX_ERRORCHECK);
    report("C117", b.unlocked == EPERM && b.posted == 0,
           "another thread: unlock %s, post %s", err_name(b.unlocked),
           err_name(b.posted));
    unlock_elsewhere(&b, PTHREAD_MUTEX_DEFAULT);
    report("C117b", b.unlocked == 0, "default mutex: unlock %s",
           err_name(b.unlocked));

    pthread_cond_signal(&cond);
    pthread_mutex_lock(&mutex);
    if (clock_gettime(CLOCK_REALTIME, &end) == -1)
        die("clock_gettime");
    end.tv_sec += 1;
    int lost = pthread_cond_timedwait(&cond, &mutex, &end);
    int kept = sem_trywait(&b.sem) == -1 ? errno : 0; /* posted above */
    report("C118", lost == ETIMEDOUT && kept == 0,
           "signal, then wait: %s; post, then wait: %s", err_name(lost),
           err_name(kept));
    return 0;
}
