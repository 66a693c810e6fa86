/* wrong: 把自己堆里的地址放进共享内存，在别的进程里它什么也不是 / an address of the own heap is put into shared memory: in another process it means nothing — found as: crash|wrong-result|misuse */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    char *name;
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
        s->name = malloc(1 << 20);
        if (s->name == NULL)
            die("malloc");
        strcpy(s->name, "written by the child");
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return strcmp(s->name, "written by the child") != 0;
}
