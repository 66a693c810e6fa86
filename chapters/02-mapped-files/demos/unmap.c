/* unmap.c - munmap 100 bytes of a mapping three pages long
 *
 * 中文：只归还 100 个字节，会少掉多少？描述符早就关了，要紧吗？
 * English: give back 100 bytes only: how much is gone? And does it matter
 *          that the descriptor was closed long before?
 *
 * Book: chapter 2, "munmap".  Sources: munmap(2), close(2).
 * Usage: ./unmap   (makes and removes unmap.tmp)
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

enum { RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: probe
/* probe - what becomes of a child that stores one byte at `at`. */
static const char *probe(volatile char *at)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        *at = 'x';
        _exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSEGV ? "SIGSEGV" : "killed";
    return "alive";
}
// ANCHOR_END: probe

static const char *verdict(int rc)
{
    return rc == 0 ? "ok" : strerrorname_np(errno);
}

int main(void)
{
    struct rlimit no_core = {0, 0};
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = open("unmap.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);
    char byte = '?';

    if (fd == -1)
        die("open");
    if (setrlimit(RLIMIT_CORE, &no_core) == -1)
        die("setrlimit");
    if (ftruncate(fd, (off_t)(3 * page)) == -1)
        die("ftruncate");

    // ANCHOR: unmap
    char *p = mmap(NULL, 3 * page, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (close(fd) == -1) /* from here on there is only the mapping */
        die("close");

    printf("munmap(p, 100):        %s\n", verdict(munmap(p, 100)));
    printf("byte 99:               %s\n", probe(p + 99));
    printf("last byte of page 0:   %s\n", probe(p + page - 1));
    printf("first byte of page 1:  %s\n", probe(p + page));
    printf("last byte of page 2:   %s\n", probe(p + 3 * page - 1));
    printf("munmap(p, 100) again:  %s\n", verdict(munmap(p, 100)));
    printf("munmap(p + 1, page):   %s\n", verdict(munmap(p + 1, page)));
    printf("munmap(p, 0):          %s\n", verdict(munmap(p, 0)));
    // ANCHOR_END: unmap

    fd = open("unmap.tmp", O_RDONLY);
    if (fd == -1 || unlink("unmap.tmp") == -1)
        die("unmap.tmp");
    if (pread(fd, &byte, 1, (off_t)page) != 1)
        die("pread");
    printf("the file, page 1:      %c\n", byte);
    return EXIT_SUCCESS;
}
