/* wrong: 先解除映射，再 sem_destroy：那里已经没有信号量了 / unmaps first and calls sem_destroy then: there is no semaphore any more — found as: crash */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (sem == MAP_FAILED)
        die("mmap");
    if (sem_init(sem, 1, 1) == -1)
        die("sem_init");
    if (munmap(sem, sizeof *sem) == -1)
        die("munmap");
    return sem_destroy(sem);
}
