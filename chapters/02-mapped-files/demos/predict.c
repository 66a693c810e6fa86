/* predict.c - four short answers for the list of predictions
 *
 * 中文：关掉描述符再写；两个标志一起给；压在旧映射上面；跳进数据页。
 * English: store after close; both flags at once; map on top of a mapping;
 *          call into a page of data.
 *
 * Book: chapter 2, "predict".  Sources: mmap(2).
 * Usage: ./predict   (makes and removes predict.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE, ANON = MAP_PRIVATE | MAP_ANONYMOUS };

static size_t page;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static char in_file(int fd, off_t at)
{
    char c;

    if (pread(fd, &c, 1, at) != 1)
        die("pread");
    return c;
}

/* Question 2: does a store arrive after the descriptor is closed? */
static void after_close(const char *path, int other)
{
    int fd = open(path, O_RDWR);
    if (fd == -1)
        die("open");
    char *p = mmap(NULL, page, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (close(fd) == -1)
        die("close");
    p[0] = 'C';
    printf("2  closed, then stored: the file has %c\n", in_file(other, 0));
}

/* Question 4: MAP_SHARED and MAP_PRIVATE in one call. */
static void both_flags(int fd)
{
    char *p = mmap(NULL, page, RW, MAP_SHARED | MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) {
        printf("4  both flags: %s\n", strerrorname_np(errno));
        return;
    }
    p[1] = 'B';
    printf("4  both flags: mapped, and the store is %s\n",
           in_file(fd, 1) == 'B' ? "shared" : "private");
}

// ANCHOR: fixed
/* Question 7: a new mapping on top of one that is in use. */
static void on_top(void)
{
    char *old = mmap(NULL, page, RW, ANON, -1, 0);
    if (old == MAP_FAILED)
        die("mmap");
    old[0] = 'K';

    void *p = mmap(old, page, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0);
    printf("7  MAP_FIXED_NOREPLACE: %s, the old byte is %s\n",
           p == MAP_FAILED ? strerrorname_np(errno) : "ok",
           old[0] == 'K' ? "safe" : "gone");

    p = mmap(old, page, RW, ANON | MAP_FIXED, -1, 0);
    printf("7  MAP_FIXED: %s, the old byte is %s\n",
           p == MAP_FAILED ? strerrorname_np(errno) : "ok",
           old[0] == 'K' ? "safe" : "gone");
}
// ANCHOR_END: fixed

/* Question 8: call a function in a page that holds only data. */
static void call_data(void)
{
    int status;
    void *p = mmap(NULL, page, RW, ANON, -1, 0);
    if (p == MAP_FAILED)
        die("mmap");

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        void (*f)(void);
        memcpy(&f, &p, sizeof f);
        f();
        _exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    int segv = WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
    printf("8  a call into data: %s\n", segv ? "SIGSEGV" : "something else");
}

int main(void)
{
    struct rlimit no_core = {0, 0};
    const char *path = "predict.tmp";
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);

    page = (size_t)sysconf(_SC_PAGESIZE);
    if (fd == -1)
        die("open");
    if (ftruncate(fd, (off_t)page) == -1)
        die("ftruncate");
    if (setrlimit(RLIMIT_CORE, &no_core) == -1)
        die("setrlimit");

    after_close(path, fd);
    if (unlink(path) == -1)
        die("unlink");
    both_flags(fd);
    on_top();
    if (fflush(stdout) == EOF)
        die("fflush");
    call_data();
    return EXIT_SUCCESS;
}
