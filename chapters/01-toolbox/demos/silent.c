/* silent.c - a child that may make no system call still delivers a message
 *
 * 中文：禁止了几乎所有系统调用的子进程，还能把消息交给父进程吗？
 * English: can a child that is forbidden nearly every system call still hand
 *          a message to its parent?
 *
 * Book: chapter 1, "ipc-ladder".  Sources: seccomp(2), mmap(2).
 * Usage: ./silent
 */
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: silent
/* From the call of prctl on, the kernel kills this process at any system
 * call but read, write, sigreturn and the plain exit. */
static void child(char *shared, int ask)
{
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1)
        _exit(EXIT_FAILURE);
    strcpy(shared, "hello");
    if (ask)
        syscall(SYS_getppid);
    syscall(SYS_exit, 0); /* _exit would use exit_group: not allowed */
}
// ANCHOR_END: silent

static void run(char *shared, int ask)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        child(shared, ask);
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (WIFSIGNALED(status))
        printf("killed by SIG%s", sigabbrev_np(WTERMSIG(status)));
    else
        printf("exit status %d", WEXITSTATUS(status));
    printf(", the page says \"%s\"\n", shared);
    shared[0] = '\0';
}

int main(void)
{
    int shared_anon = MAP_SHARED | MAP_ANONYMOUS;
    char *shared = mmap(NULL, 1, PROT_READ | PROT_WRITE, shared_anon, -1, 0);

    if (shared == MAP_FAILED)
        die("mmap");
    if (setvbuf(stdout, NULL, _IOLBF, 0) != 0)
        die("setvbuf");
    printf("a store, nothing else:     ");
    fflush(stdout);
    run(shared, 0);
    printf("a store, and one question: ");
    fflush(stdout);
    run(shared, 1);
    return EXIT_SUCCESS;
}
