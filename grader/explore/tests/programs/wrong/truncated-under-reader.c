/* wrong: 另一个进程正在读映射，这边把对象截短到 0：SIGBUS / the object is truncated to 0 while another process reads its mapping: SIGBUS — found as: crash */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = memfd_create("shrinks", 0), *p;

    if (fd == -1)
        die("memfd_create");
    if (ftruncate(fd, 4096) == -1)
        die("ftruncate");
    p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (int i = 0; i < 2; i++)
            if (p[i] != 0)
                _exit(1);
        _exit(0);
    }
    if (ftruncate(fd, 0) == -1)
        die("ftruncate");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return 0;
}
