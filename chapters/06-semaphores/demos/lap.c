/* lap.c - a barrier with one gate; how many rounds does it last?
 *
 * 中文：只有一道门的屏障。一轮没事，两轮呢？
 * English: a barrier with one gate. One round is fine. And two?
 *
 * Book: chapter 6, "explorer".  Sources: sem_wait(3), sem_post(3).
 * Usage: ./lap [ROUNDS], and build/bin/explore .../lap.c -- 2
 */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct meeting {
    sem_t mutex, gate;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void take(sem_t *sem)
{
    if (sem_wait(sem) == -1)
        die("sem_wait");
}

static void put(sem_t *sem)
{
    if (sem_post(sem) == -1)
        die("sem_post");
}

// ANCHOR: meet
static void meet(struct meeting *m)
{
    take(&m->mutex);
    if (++m->count == 2) { /* the last one opens the gate, for both */
        m->count = 0;
        put(&m->gate);
        put(&m->gate);
    }
    put(&m->mutex);
    take(&m->gate);
}
// ANCHOR_END: meet

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 1;
    struct meeting *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (m == MAP_FAILED)
        die("mmap");
    if (sem_init(&m->mutex, 1, 1) == -1 || sem_init(&m->gate, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    for (int i = 0; i < rounds; i++)
        meet(m);
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("met %d times\n", rounds);
    return EXIT_SUCCESS;
}
