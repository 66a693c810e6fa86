/* right: 两根管道传一个字节的通知，数据在共享内存里 / two pipes carry a one-byte message, the data is in shared memory */
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

static void tell(int fd)
{
    if (write(fd, "x", 1) != 1)
        die("write");
}

static void hear(int fd)
{
    char byte;

    if (read(fd, &byte, 1) != 1)
        die("read");
}

int main(void)
{
    int *slot = mmap(NULL, sizeof *slot, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int there[2], back[2];

    if (slot == MAP_FAILED)
        die("mmap");
    if (pipe(there) == -1 || pipe(back) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (pid > 0) {
            ++*slot;
            tell(there[1]);
            hear(back[0]);
        } else {
            hear(there[0]);
            *slot *= 3;
            tell(back[1]);
        }
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *slot != 12;
}
