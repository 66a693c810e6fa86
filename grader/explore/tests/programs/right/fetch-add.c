/* right: 两个程序各自映射同一个对象，加一是一个原子操作 / each process maps the object itself, and adding is one atomic operation */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/fetch-add"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static atomic_long *map_by_name(int flags)
{
    int fd = shm_open(NAME, O_RDWR | flags, 0600);
    atomic_long *p;

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof *p) == -1)
        die("ftruncate");
    p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (close(fd) == -1)
        die("close");
    return p;
}

int main(void)
{
    atomic_long *sum = map_by_name(O_CREAT | O_TRUNC);

    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        sum = map_by_name(0);
    for (int i = 1; i <= 3; i++)
        atomic_fetch_add(sum, i);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return atomic_load(sum) != 12;
}
