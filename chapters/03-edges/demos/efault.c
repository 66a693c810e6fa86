/* efault.c - let the kernel touch the page past the end for us
 *
 * 中文：同一个坏页，自己碰是 SIGBUS；让系统调用去碰，得到 errno。
 * English: the same bad page: SIGBUS when we touch it, an errno when a
 *          system call touches it for us.
 *
 * Book: chapter 3, "efault".  Sources: mmap(2), write(2), read(2).
 * Usage: ./efault
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static sigjmp_buf back;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void on_fault(int sig)
{
    siglongjmp(back, sig);
}

static int probe(const volatile char *at)
{
    int sig = sigsetjmp(back, 1);

    if (sig == 0)
        (void)*at;
    return sig;
}

static void say(const char *what, ssize_t n)
{
    if (n != -1)
        printf("%s: %zd\n", what, n);
    else
        printf("%s: -1 %s\n", what, strerrorname_np(errno));
}

int main(void)
{
    struct sigaction sa = {.sa_handler = on_fault};
    int pfd[2];

    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction");
    if (pipe(pfd) == -1)
        die("pipe");
    int fd = open("efault.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("efault.dat") == -1)
        die("unlink");
    if (ftruncate(fd, 5000) == -1)
        die("ftruncate");
    char *p = mmap(NULL, 15000, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    // ANCHOR: efault
    say("write 10 bytes from offset 4990", write(pfd[1], p + 4990, 10));
    say("write 10 bytes from offset 8192", write(pfd[1], p + 8192, 10));
    say("read  10 bytes into offset 8192", read(pfd[0], p + 8192, 10));
    printf("load one byte  at  offset 8192: %s\n",
           probe(p + 8192) == SIGBUS ? "SIGBUS" : "ok");
    // ANCHOR_END: efault
    return EXIT_SUCCESS;
}
