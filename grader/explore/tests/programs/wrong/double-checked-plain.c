/* wrong: 双重检查的标志是普通 int，看见它是 1 不等于看见数据 / the flag of the double check is a plain int: seeing 1 does not mean seeing the data — found as: race */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int initialised, table[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void initialise_once(struct shared *s)
{
    if (s->initialised)
        return;
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    if (!s->initialised) {
        s->table[0] = 3;
        s->table[1] = 4;
        s->initialised = 1;
    }
    if (sem_post(&s->lock) == -1)
        die("sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    initialise_once(s);
    int sum = s->table[0] + s->table[1];
    if (pid == 0)
        _exit(sum != 7);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 7;
}
