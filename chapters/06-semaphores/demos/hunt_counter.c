/* hunt_counter.c - two processes and a counter in a file; eight mistakes
 *
 * 中文：父子两个进程，文件里一个计数，一把有名的锁。八个错误，头一个先拦路。
 * English: parent and child, a counter in a file, a lock with a name. Eight
 *          mistakes, and the first bars the way.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_open(3), fork(2), mmap(2).
 * Usage: ./hunt_counter
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LOOPS = 1000 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: counter
static void count(const char *path)
{
    int zero = 0;
    int fd = open(path, O_RDWR | O_CREAT, 0600);

    if (fd == -1)
        die("open");
    write(fd, &zero, sizeof zero);
    const int prot = PROT_READ | PROT_WRITE;
    int *counter = mmap(NULL, sizeof *counter, prot, MAP_SHARED, fd, 0);
    if (counter == NULL)
        die("mmap");
    sem_t *lock = sem_open("/tmp/counter", O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED)
        die("sem_open");

    printf("counting ... ");
    pid_t pid = fork();
    for (int i = 0; i < LOOPS; i++) {
        sem_wait(lock);
        ++*counter;
        sem_post(lock);
    }
    if (pid == 0)
        exit(EXIT_SUCCESS);
    sleep(1);
    printf("%d\n", *counter);
    if (sem_unlink("/tmp/counter") == -1)
        die("sem_unlink");
}
// ANCHOR_END: counter

int main(void)
{
    count("counter.tmp");
    return EXIT_SUCCESS;
}
