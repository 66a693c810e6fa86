/* wrong: 下标检查过以后又从共享内存里读了一次，中间被改了 / the index is checked, then read from shared memory once more, and has changed in between — found as: crash */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int index;
};
static const char *const names[3] = {"red", "green", "blue"};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    const char *name = "none";
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        atomic_store(&s->index, 1 << 28);
        _exit(0);
    }
    if (atomic_load(&s->index) < 3)
        name = names[atomic_load(&s->index)];
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return name[0] == '\0';
}
