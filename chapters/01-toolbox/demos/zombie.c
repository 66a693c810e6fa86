/* zombie.c - how a child ends, and what is left until somebody asks
 *
 * 中文：子进程已经结束，父进程还没有 waitpid。它还在吗？
 * English: the child has ended, the parent has not called waitpid. Is the
 *          child still there?
 *
 * Book: chapter 1, "fork".  Sources: wait(2), exit(3), proc(5).
 * Usage: ./zombie
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: state
/* state - the letter in /proc/PID/stat; '-' if there is no such process. */
static char state(pid_t pid)
{
    char path[64], letter;

    snprintf(path, sizeof path, "/proc/%jd/stat", (intmax_t)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return '-';
    if (fscanf(f, "%*d (%*[^)]) %c", &letter) != 1)
        letter = '?';
    fclose(f);
    return letter;
}
// ANCHOR_END: state

// ANCHOR: end
static void end(const char *label, void (*leave)(void))
{
    siginfo_t info;
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        leave();
        _exit(1); /* not reached */
    }
    /* WNOWAIT: look, but leave the child as it is */
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == -1)
        die("waitid");
    char before = state(pid);
    if (waitpid(pid, &status, 0) != pid)
        die("waitpid");
    char after = state(pid);

    printf("%-12s %c -> %c   ", label, before, after);
    if (WIFEXITED(status))
        printf("exited with %d\n", WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        printf("killed by SIG%s\n", sigabbrev_np(WTERMSIG(status)));
    fflush(stdout);
}
// ANCHOR_END: end

static void exit_7(void)
{
    exit(7);
}

static void exit_258(void)
{
    exit(258);
}

static void by_signal(void)
{
    raise(SIGSEGV);
}

int main(void)
{
    struct rlimit no_core = {0, 0};

    if (setrlimit(RLIMIT_CORE, &no_core) == -1)
        die("setrlimit");
    end("exit(7)", exit_7);
    end("exit(258)", exit_258);
    end("SIGSEGV", by_signal);
    if (waitpid(-1, NULL, 0) == -1)
        printf("one more waitpid: %s\n", strerrorname_np(errno));
    return EXIT_SUCCESS;
}
