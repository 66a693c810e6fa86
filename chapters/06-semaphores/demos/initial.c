/* initial.c - two processes add 1; the lock starts at the number you give
 *
 * 中文：两个进程各加 1，锁的初值由你给。给 1 是锁，给 2 呢？
 * English: two processes add 1 each; you choose where the lock starts. With
 *          1 it is a lock. And with 2?
 *
 * Book: chapter 6, "explorer".  Sources: sem_init(3).
 * Usage: ./initial [VALUE], and build/bin/explore .../initial.c -- 2
 */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: add
static void add(struct shared *s)
{
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    s->count++;
    if (sem_post(&s->lock) == -1)
        die("sem_post");
}
// ANCHOR_END: add

int main(int argc, char **argv)
{
    unsigned value = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    // ANCHOR: main
    if (sem_init(&s->lock, 1, value) == -1)
        die("sem_init");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    add(s);
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("%d\n", s->count);
    return s->count == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
    // ANCHOR_END: main
}
