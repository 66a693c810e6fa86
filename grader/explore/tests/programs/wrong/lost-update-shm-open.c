/* wrong: 两个进程各自按名字映射同一个对象，加一时没有锁 / each process maps the object by its name and adds without a lock — found as: race|wrong-result */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/lost-update-shm-open"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int *map_by_name(void)
{
    int fd = shm_open(NAME, O_RDWR, 0);

    if (fd == -1)
        die("shm_open");
    int *count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED)
        die("mmap");
    if (close(fd) == -1)
        die("close");
    return count;
}

int main(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof(int)) == -1)
        die("ftruncate");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    int *count = map_by_name();
    for (int i = 0; i < 2; i++)
        *count = *count + 1;
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return *count != 4;
}
