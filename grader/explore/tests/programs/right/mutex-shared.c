/* right: PTHREAD_PROCESS_SHARED 的互斥锁，包括 trylock 失败就等一等再来 / a process-shared mutex; where trylock fails it comes again */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
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
    for (int i = 0; i < 2; i++) {
        while ((errno = pthread_mutex_trylock(&s->mutex)) == EBUSY)
            sched_yield();
        if (errno != 0)
            die("pthread_mutex_trylock");
        s->count++;
        if ((errno = pthread_mutex_unlock(&s->mutex)))
            die("pthread_mutex_unlock");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
