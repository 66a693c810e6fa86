/* hunt_counter_fixed.c - the counter of hunt_counter.c, repaired
 *
 * 中文：修好以后：两千次，一次不少；名字不过夜，孩子有人等。
 * English: repaired: two thousand, not one less; the name is gone at once,
 *          and somebody waits for the child.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_open(3), fork(2), mmap(2).
 * Usage: ./hunt_counter_fixed   (makes and removes counter.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOPS = 1000 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: parts
static int *map_counter(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

    if (fd == -1)
        die("open");
    if (ftruncate(fd, sizeof(int)) == -1)
        die("ftruncate");
    const int prot = PROT_READ | PROT_WRITE;
    int *counter = mmap(NULL, sizeof *counter, prot, MAP_SHARED, fd, 0);
    if (counter == MAP_FAILED)
        die("mmap");
    return counter;
}

static void add(sem_t *lock, int *counter)
{
    for (int i = 0; i < LOOPS; i++) {
        while (sem_wait(lock) == -1)
            if (errno != EINTR)
                _exit(EXIT_FAILURE);
        ++*counter;
        if (sem_post(lock) == -1)
            _exit(EXIT_FAILURE);
    }
}
// ANCHOR_END: parts

static sem_t *make_lock(void)
{
    char name[32];

    snprintf(name, sizeof name, "/counter-%jd", (intmax_t)getpid());
    sem_t *lock = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_unlink(name) == -1)
        die("sem_unlink");
    return lock;
}

int main(void)
{
    int *counter = map_counter("counter.tmp");
    sem_t *lock = make_lock();
    int status;

    // ANCHOR: main
    printf("counting ... ");
    fflush(stdout);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    add(lock, counter);
    if (pid == 0)
        _exit(EXIT_SUCCESS);
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (status != 0)
        printf("the child failed, ");
    printf("%d\n", *counter);
    // ANCHOR_END: main

    if (unlink("counter.tmp") == -1)
        die("unlink");
    return EXIT_SUCCESS;
}
