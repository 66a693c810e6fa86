/* wrong: 用 pread 读、pwrite 写文件里的计数器，两步之间没有锁 / the counter in a file is read by pread and written by pwrite with no lock around both — found as: race|wrong-result */
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

static void add_one(int fd)
{
    int count;

    if (pread(fd, &count, sizeof count, 0) != sizeof count)
        die("pread");
    count++;
    if (pwrite(fd, &count, sizeof count, 0) != sizeof count)
        die("pwrite");
}

int main(void)
{
    int count = 0, fd = memfd_create("counter", 0);

    if (fd == -1)
        die("memfd_create");
    if (ftruncate(fd, sizeof count) == -1)
        die("ftruncate");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++)
        add_one(fd);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (pread(fd, &count, sizeof count, 0) != sizeof count)
        die("pread");
    return count != 4;
}
