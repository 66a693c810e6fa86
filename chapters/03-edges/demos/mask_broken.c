/* mask_broken.c - survive one fault, and die of the next
 *
 * 中文：sigsetjmp 的第二个参数写成 0，第一次故障活下来了，第二次呢？
 * English: with 0 as the second argument of sigsetjmp the first fault
 *          is survived; and the second?
 *
 * Book: chapter 3, "handlers".  Sources: sigsetjmp(3), sigprocmask(2).
 * Usage: ./mask_broken   (crashes on purpose; handler.c does it right)
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

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

// ANCHOR: mask
static int probe(const volatile char *at)
{
    int sig = sigsetjmp(back, 0); /* 0: without the signal mask */

    if (sig == 0)
        (void)*at;
    return sig;
}
// ANCHOR_END: mask

int main(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (setvbuf(stdout, NULL, _IONBF, 0) != 0)
        die("setvbuf");
    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction");
    int fd = open("mask.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("mask.dat") == -1)
        die("unlink");
    char *p = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    printf("the file is empty, the mapping succeeded\n");
    printf("first touch : %s\n", probe(p) == SIGBUS ? "SIGBUS" : "ok");
    printf("second touch: %s\n", probe(p) == SIGBUS ? "SIGBUS" : "ok");
    return EXIT_SUCCESS;
}
