/* cache.c - read(), write() and a mapping look at the same bytes
 *
 * 中文：一次 msync 也不调用，别人什么时候能看见我写的字节？
 * English: without a single msync, when do others see the bytes I store?
 *
 * Book: chapter 2, "one-cache".  Sources: mmap(2), msync(2).
 * Usage: ./cache   (makes and removes cache.tmp)
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const path = "cache.tmp";

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* print_file - open the file anew and print its first 5 bytes. */
static void print_file(const char *when)
{
    char text[6] = "";
    int fd = open(path, O_RDONLY);

    if (fd == -1)
        die("open");
    if (read(fd, text, 5) != 5)
        die("read");
    if (close(fd) == -1)
        die("close");
    printf("%-30s %s\n", when, text);
}

// ANCHOR: killed
/* A child stores and is killed at once: no munmap, no exit. */
static void store_and_die(char *p)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        memcpy(p, "CHILD", 5);
        raise(SIGKILL);
        _exit(1); /* never reached */
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        fprintf(stderr, "the child was not killed\n");
}
// ANCHOR_END: killed

int main(void)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    // ANCHOR: agree
    if (write(fd, "write", 5) != 5)
        die("write");
    char *p = mmap(NULL, 5, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    printf("%-30s %.5s\n", "write, then load:", p);

    memcpy(p, "store", 5);
    print_file("store, then read:");

    if (pwrite(fd, "again", 5, 0) != 5)
        die("pwrite");
    printf("%-30s %.5s\n", "pwrite, then load:", p);
    // ANCHOR_END: agree

    store_and_die(p);
    print_file("store, SIGKILL, then read:");

    if (unlink(path) == -1)
        die("unlink");
    return EXIT_SUCCESS;
}
