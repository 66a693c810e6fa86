/* before.c - is it one memory or two? It depends on when it was mapped
 *
 * 中文：两个进程，同样的调用。映射在 fork 之前还是之后，差在哪里？
 * English: two processes, the same call. Before fork or after: what
 *          difference does it make?
 *
 * Book: chapter 4, "shared-anonymous".  Sources: mmap(2), fork(2), zero(4).
 * Usage: ./before
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BEFORE, AFTER, RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int *map(int flags, int fd)
{
    int *p = mmap(NULL, sizeof *p, RW, flags, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

// ANCHOR: meet
/* meet - the child stores 7, the parent looks. */
static void meet(const char *label, int when, int flags, int fd)
{
    int *p = NULL;

    if (when == BEFORE)
        p = map(flags, fd);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (when == AFTER)
        p = map(flags, fd); /* in both processes */
    if (pid == 0) {
        *p = 7;
        _exit(EXIT_SUCCESS);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("%-34s parent reads %d\n", label, *p);
    fflush(stdout);
}
// ANCHOR_END: meet

int main(void)
{
    int zero = open("/dev/zero", O_RDWR | O_CLOEXEC);
    int memory = memfd_create("before", MFD_CLOEXEC);

    if (zero == -1 || memory == -1)
        die("open or memfd_create");
    if (ftruncate(memory, sizeof(int)) == -1)
        die("ftruncate");
    meet("anonymous, mapped before fork", BEFORE, MAP_SHARED | MAP_ANONYMOUS,
         -1);
    meet("anonymous, mapped after fork", AFTER, MAP_SHARED | MAP_ANONYMOUS, -1);
    meet("/dev/zero, mapped before fork", BEFORE, MAP_SHARED, zero);
    meet("/dev/zero, mapped after fork", AFTER, MAP_SHARED, zero);
    meet("a memfd, mapped after fork", AFTER, MAP_SHARED, memory);

    int *one = map(MAP_SHARED, zero), *other = map(MAP_SHARED, zero);
    *one = 7;
    printf("%-34s the other one reads %d\n", "/dev/zero, mapped twice", *other);
    return EXIT_SUCCESS;
}
