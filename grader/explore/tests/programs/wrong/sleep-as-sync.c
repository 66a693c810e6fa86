/* wrong: 以为睡一会儿对方就写好了 / it sleeps a while and believes the other has written by then — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
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
        s->answer = 42;
        _exit(0);
    }
    if (usleep(20000) == -1)
        die("usleep");
    int seen = s->answer;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen != 42;
}
