/* again.c - return from the handler, and meet the instruction again
 *
 * 中文：处理函数不跳走、只返回，会怎样？第三次，它把文件变长。
 * English: what if the handler just returns? The third time it makes
 *          the file longer.
 *
 * Book: chapter 3, "handlers".  Sources: sigaction(2), ftruncate(2).
 * Usage: ./again
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int fd;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: again
static volatile sig_atomic_t times;

static void on_fault(int sig)
{
    (void)sig;
    if (++times == 3 && ftruncate(fd, 1) == -1)
        _exit(EXIT_FAILURE);
    /* and back to the instruction that faulted */
}
// ANCHOR_END: again

int main(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction");
    fd = open("again.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("again.dat") == -1)
        die("unlink");
    volatile char *p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    int value = p[0];
    printf("one load, value %d\n", value);
    printf("the handler ran %d times\n", (int)times);
    return EXIT_SUCCESS;
}
