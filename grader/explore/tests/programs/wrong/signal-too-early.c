/* wrong: 信号可能在装好处理函数之前就到，进程被它打死 / the signal may come before its handler is installed, and kills the process — found as: crash|wrong-result */
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int *got;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void handler(int signal)
{
    (void)signal;
    atomic_store(got, 1);
}

int main(void)
{
    struct sigaction action = {.sa_handler = handler};
    int status;

    got = mmap(NULL, sizeof *got, PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (got == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sigaction(SIGUSR1, &action, NULL) == -1)
            die("sigaction");
        while (!atomic_load(got))
            sched_yield();
        _exit(0);
    }
    if (kill(pid, SIGUSR1) == -1)
        die("kill");
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return status != 0;
}
