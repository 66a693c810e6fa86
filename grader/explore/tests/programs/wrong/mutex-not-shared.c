/* wrong: 互斥锁在共享内存里，却没有设 PTHREAD_PROCESS_SHARED / the mutex lies in shared memory, but is not PTHREAD_PROCESS_SHARED — found as: misuse|deadlock */
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
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if ((errno = pthread_mutex_init(&s->mutex, NULL)))
        die("pthread_mutex_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if ((errno = pthread_mutex_lock(&s->mutex)))
            die("pthread_mutex_lock");
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
