/* right: 读者写者：第一个读者占住房间，最后一个交出来 / readers and writers: the first reader takes the room, the last gives it back */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t mutex, room;
    int readers, x, y;
};
static struct shared *s;

static int reader(void)
{
    if (sem_wait(&s->mutex) == -1)
        err(1, "sem_wait");
    if (++s->readers == 1)
        if (sem_wait(&s->room) == -1)
            err(1, "sem_wait");
    if (sem_post(&s->mutex) == -1)
        err(1, "sem_post");
    int wrong = s->x != s->y;
    if (sem_wait(&s->mutex) == -1)
        err(1, "sem_wait");
    if (--s->readers == 0)
        if (sem_post(&s->room) == -1)
            err(1, "sem_post");
    if (sem_post(&s->mutex) == -1)
        err(1, "sem_post");
    return wrong;
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 || sem_init(&s->room, 1, 1) == -1)
        err(1, "sem_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            _exit(reader());
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
    return s->x != 1 || s->readers != 0;
}
