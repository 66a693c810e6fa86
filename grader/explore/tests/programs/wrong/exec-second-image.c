/* wrong: 两个程序映像通过同一个名字加一，没有锁 / two program images add through the same name and have no lock — found as: race|wrong-result */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/exec-second-image"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int *map_by_name(int flags)
{
    int fd = shm_open(NAME, O_RDWR | flags, 0600);
    int *p;

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof *p) == -1)
        die("ftruncate");
    p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

int main(int argc, char *argv[])
{
    if (argc > 1) {
        ++*map_by_name(0);
        return 0;
    }
    int *count = map_by_name(O_CREAT | O_TRUNC);
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        execl("/proc/self/exe", argv[0], "second", (char *)NULL);
        die("execl");
    }
    ++*count;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return *count != 2;
}
