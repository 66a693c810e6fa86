/* guard.c - count lines in a file that is cut, and live to say so
 *
 * 中文：正在读的文件被截短：把 SIGBUS 变成一个返回值，别人的故障照旧要命。
 * English: the file is cut while we read it: turn SIGBUS into a return
 *          value, and let every other fault kill as before.
 *
 * Book: chapter 3, "handlers".  Sources: sigaction(2), sigsetjmp(3).
 * Usage: ./guard
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 3 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: guard
static sigjmp_buf back;
static volatile sig_atomic_t armed;

static void on_fault(int sig)
{
    if (armed)
        siglongjmp(back, 1);
    signal(sig, SIG_DFL); /* not ours: the second try kills */
}

/* count_lines - newlines in a mapping, or -1 if the file lost a page. */
static long count_lines(const volatile char *text, size_t len)
{
    volatile long lines = 0; /* changed after sigsetjmp */

    if (sigsetjmp(back, 1) != 0) {
        armed = 0;
        printf("  gave up after %ld lines\n", lines);
        return -1;
    }
    armed = 1;
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\n')
            lines++;
    armed = 0;
    return lines;
}
// ANCHOR_END: guard

/* unguarded - the same fault outside count_lines, in a child. */
static void unguarded(const volatile char *at)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        (void)*at;
        _exit(EXIT_SUCCESS);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    int bus = WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS;
    printf("a fault elsewhere: %s\n", bus ? "killed by SIGBUS" : "lost");
}

/* make_text - PAGES pages, a newline every 64 bytes. */
static int make_text(size_t page)
{
    char line[64];
    int fd = open("guard.dat", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("guard.dat") == -1)
        die("unlink");
    memset(line, '.', sizeof line);
    line[sizeof line - 1] = '\n';
    for (size_t i = 0; i < PAGES * page / sizeof line; i++)
        if (write(fd, line, sizeof line) != sizeof line)
            die("write");
    return fd;
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct sigaction sa = {.sa_handler = on_fault};

    if (setvbuf(stdout, NULL, _IOLBF, 0) != 0)
        die("setvbuf");
    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction");
    int fd = make_text(page);
    char *p = mmap(NULL, PAGES * page, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    printf("whole file: %ld\n", count_lines(p, PAGES * page));
    if (ftruncate(fd, (off_t)page) == -1)
        die("ftruncate");
    printf("cut file:   %ld\n", count_lines(p, PAGES * page));
    printf("once more:  %ld\n", count_lines(p, PAGES * page));
    unguarded(p + page);
    return EXIT_SUCCESS;
}
