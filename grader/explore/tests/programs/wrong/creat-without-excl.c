/* wrong: 没有 O_EXCL，两个进程都以为对象是自己建的，都清零 / without O_EXCL both believe they have created the object, and both set it to zero — found as: wrong-result */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/creat-without-excl"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static atomic_int *open_counter(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT, 0600);
    atomic_int *count;

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof *count) == -1)
        die("ftruncate");
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED)
        die("mmap");
    if (close(fd) == -1)
        die("close");
    atomic_store(count, 0);
    return count;
}

int main(void)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    atomic_int *count = open_counter();
    atomic_fetch_add(count, 1);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return atomic_load(count) != 2;
}
