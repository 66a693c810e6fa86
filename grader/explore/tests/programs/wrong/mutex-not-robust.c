/* wrong: 进程拿着互斥锁退出；锁不是 robust 的，别人永远等下去 / a process exits with the mutex locked; it is not robust, and the others wait for ever — found as: deadlock|misuse */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    int count;
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
    if ((errno = pthread_mutexattr_init(&attr)))
        die("pthread_mutexattr_init");
    if ((errno = pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED)))
        die("pthread_mutexattr_setpshared");
    if ((errno = pthread_mutex_init(&s->mutex, &attr)))
        die("pthread_mutex_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if ((errno = pthread_mutex_lock(&s->mutex)))
            die("pthread_mutex_lock");
        s->count++;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if ((errno = pthread_mutex_lock(&s->mutex)))
        die("pthread_mutex_lock");
    s->count++;
    if ((errno = pthread_mutex_unlock(&s->mutex)))
        die("pthread_mutex_unlock");
    return s->count != 2;
}
