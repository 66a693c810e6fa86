/* wrong: 只有一个格子，发完通知不等回音就写下一个 / there is one slot, and the next item is written without waiting for a reply to the last — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int slot;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int ends[2], sum = 0;
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
        for (int i = 1; i <= 3; i++) {
            s->slot = i;
            if (write(ends[1], &byte, 1) != 1)
                die("write");
        }
        _exit(0);
    }
    for (int i = 1; i <= 3; i++) {
        if (read(ends[0], &byte, 1) != 1)
            die("read");
        sum += s->slot;
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 6;
}
