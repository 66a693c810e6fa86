/* wrong: 父进程把名字删了，子进程还没有打开它 / the parent removes the name before the child has opened it — found as: wrong-result */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/unlinked-before-opened"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT, 0600), status;

    if (fd == -1)
        die("shm_open");
    if (ftruncate(fd, sizeof(int)) == -1)
        die("ftruncate");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (close(fd) == -1)
            die("close");
        fd = shm_open(NAME, O_RDWR, 0);
        _exit(fd == -1);
    }
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return status != 0;
}
