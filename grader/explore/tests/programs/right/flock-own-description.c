/* right: 每个进程自己打开一次锁文件，flock 才互相排斥 / each process opens the lock file itself, and so flock excludes */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/flock-own-description"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (count == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    int fd = shm_open(NAME, O_RDWR | O_CREAT, 0600);
    if (fd == -1)
        die("shm_open");
    for (int i = 0; i < 2; i++) {
        if (flock(fd, LOCK_EX) == -1)
            die("flock");
        ++*count;
        if (flock(fd, LOCK_UN) == -1)
            die("flock");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (shm_unlink(NAME) == -1)
        die("shm_unlink");
    return *count != 4;
}
