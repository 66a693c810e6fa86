/* right: 父进程 waitpid 以后才读，子进程的退出就是同步 / the parent reads after waitpid: the end of the child is the synchronisation */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int sum;
    char text[16];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int status;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (int i = 1; i <= 3; i++)
            s->sum += i;
        strcpy(s->text, "done");
        exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    printf("1 + 2 + 3 = %d, %s\n", s->sum, s->text);
    return s->sum != 6 || strcmp(s->text, "done") != 0;
}
