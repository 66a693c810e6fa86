/* opt_out.c - memory that fork treats differently on demand
 *
 * 中文：告诉 fork：这一页别给孩子；那一页给孩子时要清零。
 * English: tell fork: do not give this page to a child; and wipe that one
 *          before you do.
 *
 * Book: chapter 4, "modern".  Sources: madvise(2).
 * Usage: ./opt_out
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE, ANON = MAP_ANONYMOUS };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static const char *signal_name(int sig)
{
    return sig == SIGSEGV ? "SIGSEGV" : "another signal";
}

// ANCHOR: ask
/* ask - a page with an 'S' in it, advice, fork: who reads what? */
static void ask(const char *label, int flags, int advice)
{
    int status;
    char *p = mmap(NULL, 1, RW, flags, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    *p = 'S';
    printf("%-28s ", label);
    if (madvise(p, 1, advice) == -1) {
        printf("madvise: %s\n", strerrorname_np(errno));
        return;
    }
    fflush(stdout);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(*(volatile char *)p);
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (WIFSIGNALED(status))
        printf("the child dies of %s", signal_name(WTERMSIG(status)));
    else
        printf("the child reads %d", WEXITSTATUS(status));
    printf(", the parent %d\n", *p);
}
// ANCHOR_END: ask

int main(void)
{
    struct rlimit no_core = {0, 0};

    if (setrlimit(RLIMIT_CORE, &no_core) == -1)
        die("setrlimit");
    ask("private, no advice", MAP_PRIVATE | ANON, MADV_NORMAL);
    ask("private, MADV_WIPEONFORK", MAP_PRIVATE | ANON, MADV_WIPEONFORK);
    ask("private, MADV_DONTFORK", MAP_PRIVATE | ANON, MADV_DONTFORK);
    ask("shared, MADV_DONTFORK", MAP_SHARED | ANON, MADV_DONTFORK);
    ask("shared, MADV_WIPEONFORK", MAP_SHARED | ANON, MADV_WIPEONFORK);
    return EXIT_SUCCESS;
}
