/* maps.c - find your own variables in /proc/self/maps
 *
 * 中文：全局变量、malloc、栈、共享页：它们各在 maps 的哪一行？
 * English: a global, malloc, the stack, a shared page: which line of maps
 *          holds each of them?
 *
 * Book: chapter 1, "maps".  Sources: proc(5).
 * Usage: ./maps   (makes and removes "two words.tmp")
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static int array[1 << 20]; /* 4 MiB of zeros */
static int answer = 42;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: find
/* find - print the line of maps that holds p: permissions, offset and the
 * last part of the path; the addresses differ from run to run. */
static void find(const char *label, const void *p)
{
    FILE *f = fopen("/proc/self/maps", "r");
    char line[4200], perms[5];
    uint64_t start, end, offset;
    int path;

    if (f == NULL)
        die("/proc/self/maps");
    while (fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %*s %*s %n",
                   &start, &end, perms, &offset, &path) != 4)
            continue;
        if ((uintptr_t)p < start || (uintptr_t)p >= end)
            continue;
        char *slash = strrchr(line + path, '/');
        printf("%-22s %s %8" PRIx64 " %s\n", label, perms, offset,
               slash != NULL        ? slash + 1
               : line[path] == '\0' ? "(no name)"
                                    : line + path);
    }
    fclose(f);
}
// ANCHOR_END: find

static void *map(int flags, int fd, off_t off)
{
    void *p = mmap(NULL, 1, PROT_READ, flags, fd, off);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

static int new_file(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (ftruncate(fd, 3 * sysconf(_SC_PAGESIZE)) == -1)
        die("ftruncate");
    return fd;
}

static void show_files(void)
{
    off_t page = sysconf(_SC_PAGESIZE);
    int fd = new_file("two words.tmp");
    void *second = map(MAP_PRIVATE, fd, page);

    find("file, second page", second);
    if (unlink("two words.tmp") == -1)
        die("unlink");
    find("... after unlink", second);
    find("anonymous, private", map(MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    find("anonymous, shared", map(MAP_SHARED | MAP_ANONYMOUS, -1, 0));

    int mfd = memfd_create("scratch", MFD_CLOEXEC);
    if (mfd == -1)
        die("memfd_create");
    find("memfd", map(MAP_SHARED, mfd, 0));

    int id = shmget(IPC_PRIVATE, 1, 0600);
    if (id == -1)
        die("shmget");
    void *segment = shmat(id, NULL, 0);
    if (segment == (void *)-1)
        die("shmat");
    if (shmctl(id, IPC_RMID, NULL) == -1)
        die("shmctl");
    find("System V segment", segment);
}

int main(void)
{
    char local = 0;
    char *small = malloc(100);
    char *big = malloc(1 << 20);

    if (small == NULL || big == NULL)
        die("malloc");
    // ANCHOR: vars
    find("main()", (const void *)main);
    find("a string literal", "literal");
    find("a global with a value", &answer);
    find("a big array of zeros", &array[1 << 19]);
    find("malloc(100)", small);
    find("malloc(1 MiB)", big);
    find("a local variable", &local);
    find("printf()", (const void *)printf);
    // ANCHOR_END: vars
    show_files();
    free(small);
    free(big);
    return EXIT_SUCCESS;
}
