/* faults.c - five ways to touch memory that is not yours to touch
 *
 * 中文：五次越界的访问：哪几次是 SIGSEGV，哪一次是 SIGBUS，哪一次没事？
 * English: five accesses that are wrong: which raise SIGSEGV, which raises
 *          SIGBUS, and which does nothing at all?
 *
 * Book: chapter 1, "signals".  Sources: signal(7), mmap(2).
 * Usage: ./faults   (makes and removes faults.tmp)
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: touch
/* touch - store one byte in a child, and say how the child ended. */
static void touch(const char *label, volatile char *p)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        *p = 'x';
        _exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    printf("%-36s ", label);
    if (WIFSIGNALED(status))
        printf("SIG%s\n", sigabbrev_np(WTERMSIG(status)));
    else
        printf("nothing happens\n");
    fflush(stdout);
}
// ANCHOR_END: touch

static char *map(size_t len, int prot, int flags, int fd)
{
    char *p = mmap(NULL, len, prot, flags, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

int main(void)
{
    struct rlimit no_core = {0, 0};
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int rw = PROT_READ | PROT_WRITE, anon = MAP_PRIVATE | MAP_ANONYMOUS;
    int fd = open("faults.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("faults.tmp") == -1 || setrlimit(RLIMIT_CORE, &no_core) == -1)
        die("faults.tmp or setrlimit");

    char *gone = map(page, rw, anon, -1);
    if (munmap(gone, page) == -1)
        die("munmap");
    // ANCHOR: five
    touch("the null pointer", NULL);
    touch("a page that was unmapped", gone);
    touch("a page that may only be read", map(page, PROT_READ, anon, -1));
    touch("a page of an empty file", map(page, rw, MAP_SHARED, fd));
    touch("byte 101 of 100 bytes", map(100, rw, anon, -1) + 100);
    // ANCHOR_END: five
    return EXIT_SUCCESS;
}
