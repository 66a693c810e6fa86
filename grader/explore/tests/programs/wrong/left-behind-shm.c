/* wrong: 子进程用完对象，谁也没有 shm_unlink / the child is done with the object and nobody calls shm_unlink — found as: misuse */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/left-behind-shm"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT | O_TRUNC, 0600), *p;

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof *p) == -1)
        die("ftruncate");
    p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        *p = 42;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    int seen = *p;
    if (munmap(p, sizeof *p) == -1)
        die("munmap");
    if (close(fd) == -1)
        die("close");
    return seen != 42;
}
