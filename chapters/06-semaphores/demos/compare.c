/* compare.c - mutex, condition variable and semaphore, two questions
 *
 * 中文：别人来开锁，行不行？先通知、后等待，通知还在不在？
 * English: may somebody else unlock it? A signal that comes before the
 *          wait - is it still there?
 *
 * Book: chapter 6, "compare".  Sources: pthread_mutex_lock(3p),
 *       pthread_cond_signal(3p), sem_post(3).
 * Usage: ./compare
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void die_err(int err, const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(err));
    exit(EXIT_FAILURE);
}

static void answer(const char *question, int err)
{
    printf("%-40s %s\n", question, err == 0 ? "ok" : strerrorname_np(err));
}

/* in_a_thread - body(arg) in a second thread; what it returns. */
static int in_a_thread(void *(*body)(void *), void *arg)
{
    pthread_t thread;
    void *result;
    int err = pthread_create(&thread, NULL, body, arg);

    if (err != 0)
        die_err(err, "pthread_create");
    if ((err = pthread_join(thread, &result)) != 0)
        die_err(err, "pthread_join");
    return (int)(long)result;
}

static void *unlock(void *mutex)
{
    return (void *)(long)pthread_mutex_unlock(mutex);
}

static void *post(void *sem)
{
    return (void *)(long)(sem_post(sem) == -1 ? errno : 0);
}

static void make_mutex(pthread_mutex_t *mutex, int type)
{
    pthread_mutexattr_t attr;
    int err = pthread_mutexattr_init(&attr);

    if (err == 0)
        err = pthread_mutexattr_settype(&attr, type);
    if (err == 0)
        err = pthread_mutex_init(mutex, &attr);
    if (err != 0)
        die_err(err, "make_mutex");
}

// ANCHOR: owner
static void who_may_unlock(int type, const char *question)
{
    pthread_mutex_t mutex;

    make_mutex(&mutex, type);
    int err = pthread_mutex_lock(&mutex);
    if (err != 0)
        die_err(err, "pthread_mutex_lock");
    answer(question, in_a_thread(unlock, &mutex));
}
// ANCHOR_END: owner

// ANCHOR: memory
static void signal_first(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    struct timespec soon;
    sem_t sem;

    if (sem_init(&sem, 0, 0) == -1)
        die_err(errno, "sem_init");
    int err = pthread_cond_signal(&cond);
    if (err != 0 || (err = pthread_mutex_lock(&mutex)) != 0)
        die_err(err, "signal, then lock");
    if (clock_gettime(CLOCK_REALTIME, &soon) == -1)
        die_err(errno, "clock_gettime");
    soon.tv_sec += 1;
    answer("condition variable: signal, then wait",
           pthread_cond_timedwait(&cond, &mutex, &soon));

    if (sem_post(&sem) == -1)
        die_err(errno, "sem_post");
    answer("semaphore: post, then wait",
           sem_timedwait(&sem, &soon) == -1 ? errno : 0);
}
// ANCHOR_END: memory

int main(void)
{
    sem_t sem;

    who_may_unlock(PTHREAD_MUTEX_ERRORCHECK,
                   "error-checking mutex, other thread");
    who_may_unlock(PTHREAD_MUTEX_DEFAULT, "default mutex, other thread");
    if (sem_init(&sem, 0, 1) == -1 || sem_wait(&sem) == -1)
        die_err(errno, "sem_wait");
    answer("semaphore, other thread", in_a_thread(post, &sem));
    signal_first();
    return EXIT_SUCCESS;
}
