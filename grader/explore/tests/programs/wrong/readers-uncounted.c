/* wrong: 读者个数的增减没有锁，第一个读者可能有两个 / the number of readers changes without a lock: two can be the first — found as: race|deadlock|wrong-result */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t room;
    int readers, x, y;
};
static struct shared *s;

static void reader(void)
{
    if (++s->readers == 1)
        if (sem_wait(&s->room) == -1)
            err(1, "sem_wait");
    int wrong = s->x != s->y;
    if (--s->readers == 0)
        if (sem_post(&s->room) == -1)
            err(1, "sem_post");
    _exit(wrong);
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->room, 1, 1) == -1)
        err(1, "sem_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            reader();
            _exit(0);
        }
    }
    if (sem_wait(&s->room) == -1)
        err(1, "sem_wait");
    s->x++;
    s->y++;
    if (sem_post(&s->room) == -1)
        err(1, "sem_post");
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return 0;
}
