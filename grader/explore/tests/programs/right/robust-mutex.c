/* right: 拿着 robust 互斥锁死去的人，由下一个得到 EOWNERDEAD 的人善后 / who dies with a robust mutex is cleaned up after by the next, who gets EOWNERDEAD */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int a, b; /* equal whenever the mutex is free */
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    pthread_mutexattr_t attr;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if ((errno = pthread_mutexattr_init(&attr)) ||
        (errno = pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)) ||
        (errno = pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST)) ||
        (errno = pthread_mutex_init(&s->mutex, &attr)))
        die("init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if ((errno = pthread_mutex_lock(&s->mutex)))
            die("pthread_mutex_lock");
        s->a++;
        _exit(0); /* half-way */
    }
    errno = pthread_mutex_lock(&s->mutex);
    if (errno == EOWNERDEAD) {
        s->b = s->a;
        if ((errno = pthread_mutex_consistent(&s->mutex)))
            die("pthread_mutex_consistent");
    } else if (errno != 0) {
        die("pthread_mutex_lock");
    }
    int wrong = s->a != s->b;
    if ((errno = pthread_mutex_unlock(&s->mutex)))
        die("pthread_mutex_unlock");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return wrong;
}
