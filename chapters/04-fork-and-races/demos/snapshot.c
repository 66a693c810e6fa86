/* snapshot.c - the child writes the data out while the parent changes it
 *
 * 中文：孩子写到一半，父进程把数据全改了。写出去的是哪一版？
 * English: the child is half-way through writing when the parent changes
 *          everything. Which version is written?
 *
 * Book: chapter 4, "cow".  Sources: fork(2), mmap(2), getrusage(2).
 * Usage: ./snapshot
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 8, RW = PROT_READ | PROT_WRITE };

static size_t page;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void fill(char *data, char version)
{
    for (size_t i = 0; i < PAGES; i++)
        memset(data + i * page, version, page);
}

static long faults(void)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) == -1)
        die("getrusage");
    return usage.ru_minflt;
}

static void one_byte(int fd, int writing)
{
    char c = '.';

    if ((writing ? write(fd, &c, 1) : read(fd, &c, 1)) != 1)
        die("pipe");
}

// ANCHOR: child
/* child - write the first byte of each page; rest in the middle. */
static void child(const char *data, int half, int go)
{
    char out[PAGES];

    for (size_t i = 0; i < PAGES; i++) {
        if (i == PAGES / 2) {
            one_byte(half, 1);
            one_byte(go, 0);
        }
        out[i] = data[i * page];
    }
    if (write(STDOUT_FILENO, out, PAGES) != PAGES)
        die("write");
    _exit(EXIT_SUCCESS);
}
// ANCHOR_END: child

// ANCHOR: parent
static void snapshot(const char *label, int flags)
{
    int half[2], go[2];
    char *data = mmap(NULL, PAGES * page, RW, flags, -1, 0);

    if (data == MAP_FAILED || pipe(half) == -1 || pipe(go) == -1)
        die("mmap or pipe");
    if (madvise(data, PAGES * page, MADV_NOHUGEPAGE) == -1)
        die("madvise");
    fill(data, 'A');
    printf("%-8s ", label);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        child(data, half[1], go[0]);
    one_byte(half[0], 0); /* the child has read one half */
    long before = faults();
    fill(data, 'B');
    long price = faults() - before;
    one_byte(go[1], 1);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("   stores to %d pages: %ld faults\n", PAGES, price);
    fflush(stdout);
}
// ANCHOR_END: parent

int main(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    faults(); /* what the call itself touches, touch it now */
    snapshot("private", MAP_PRIVATE | MAP_ANONYMOUS);
    snapshot("shared", MAP_SHARED | MAP_ANONYMOUS);
    return EXIT_SUCCESS;
}
