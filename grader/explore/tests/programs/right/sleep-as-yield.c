/* right: 反复看一个原子标志，每次睡一小会儿：睡只是让路，不是同步 / it looks at an atomic flag again and again and sleeps a little each time: the sleep only makes way */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;
    int answer;
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
        if (usleep(1000) == -1)
            die("usleep");
        s->answer = 42;
        atomic_store_explicit(&s->ready, 1, memory_order_release);
        _exit(0);
    }
    while (!atomic_load_explicit(&s->ready, memory_order_acquire))
        if (usleep(1000) == -1)
            die("usleep");
    int seen = s->answer;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen != 42;
}
