/* wrong: 读者个数的增减没有锁，第一个读者可能有两个 / the number of readers changes without a lock: two can be the first — found as: race|deadlock|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t room;
    int readers, x, y;
};
static struct shared *s;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int reader(void)
{
    if (++s->readers == 1)
        if (sem_wait(&s->room) == -1)
            die("sem_wait");
    int wrong = s->x != s->y;
    if (--s->readers == 0)
        if (sem_post(&s->room) == -1)
            die("sem_post");
    return wrong;
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->room, 1, 1) == -1)
        die("sem_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            _exit(reader());
        }
    }
    if (sem_wait(&s->room) == -1)
        die("sem_wait");
    s->x++;
    s->y++;
    if (sem_post(&s->room) == -1)
        die("sem_post");
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            die("wait");
    return 0;
}
