/* wrong: 对象建出来了还没有长度，另一个进程就映射来读：SIGBUS / the object exists but has no size yet when the other process maps and reads it: SIGBUS — found as: crash */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/sized-too-late"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void reader(void)
{
    int fd = shm_open(NAME, O_RDONLY, 0);

    if (fd == -1)
        return; /* not there yet: come again later */
    atomic_int *p = mmap(NULL, sizeof *p, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (atomic_load(p) != 0 && atomic_load(p) != 42)
        _exit(1);
}

int main(void)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        reader();
        _exit(0);
    }
    int fd = shm_open(NAME, O_RDWR | O_CREAT, 0600);
    atomic_int *p;
    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof *p) == -1)
        die("ftruncate");
    p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    atomic_store(p, 42);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return 0;
}
