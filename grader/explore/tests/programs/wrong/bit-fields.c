/* wrong: 两个进程各改一个位域，可是它们在同一个字里，一起写回 / each process changes its own bit-field, but both lie in one word and are written back together — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    unsigned parent_done : 1;
    unsigned child_done : 1;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        s->child_done = 1;
        _exit(0);
    }
    s->parent_done = 1;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return !s->parent_done || !s->child_done;
}
