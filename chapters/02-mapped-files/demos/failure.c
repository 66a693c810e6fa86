/* failure.c - six calls of mmap that fail, and what failing looks like
 *
 * 中文：mmap 失败时返回什么？为什么和 NULL 比较会放过每一次失败？
 * English: what does a failing mmap return, and why does a comparison with
 *          NULL let every single failure through?
 *
 * Book: chapter 2, "failure".  Sources: mmap(2).
 * Usage: ./failure   (makes and removes failure.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int tried, failed, null_seen;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: attempt
static void attempt(const char *label, size_t len, int prot, int fd)
{
    void *p = mmap(NULL, len, prot, MAP_SHARED, fd, 0);

    tried++;
    if (p == NULL)
        null_seen++;
    if (p == MAP_FAILED) {
        failed++;
        printf("%-26s %s\n", label, strerrorname_np(errno));
    } else {
        printf("%-26s mapped\n", label);
    }
}
// ANCHOR_END: attempt

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int rw = open("failure.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);
    int ro = open("failure.tmp", O_RDONLY);
    int dir = open(".", O_RDONLY | O_DIRECTORY);
    int closed = dup(rw);
    int ends[2];

    if (rw == -1 || ro == -1 || dir == -1 || closed == -1)
        die("open");
    if (unlink("failure.tmp") == -1 || ftruncate(rw, (off_t)page) == -1)
        die("failure.tmp");
    if (pipe(ends) == -1 || close(closed) == -1)
        die("pipe or close");

    attempt("length 0", 0, PROT_READ, rw);
    attempt("a closed descriptor", page, PROT_READ, closed);
    attempt("a pipe", page, PROT_READ, ends[0]);
    attempt("a directory", page, PROT_READ, dir);
    attempt("to write, opened to read", page, PROT_WRITE, ro);
    attempt("half the address space", SIZE_MAX / 2, PROT_READ, rw);

    printf("%d calls: %d gave MAP_FAILED, %d gave NULL\n", tried, failed,
           null_seen);
    return EXIT_SUCCESS;
}
