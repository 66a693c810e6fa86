/* wrong: 先往管道里写通知，后写共享内存 / the byte goes into the pipe first, the shared memory is written after — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int first, second;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int ends[2];
    char byte = 'x';
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        s->first = 1;
        if (write(ends[1], &byte, 1) != 1)
            die("write");
        s->second = 2;
        _exit(0);
    }
    if (read(ends[0], &byte, 1) != 1)
        die("read");
    int sum = s->first + s->second;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 3;
}
