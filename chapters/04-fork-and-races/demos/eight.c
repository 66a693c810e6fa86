/* eight.c - eight kinds of memory: who sees a store made after fork?
 *
 * 中文：八种内存。子进程加 1，孙进程加 10；父进程看得见吗？
 * English: eight kinds of memory. The child adds 1, the grandchild 10; does
 *          the parent see it?
 *
 * Book: chapter 4, "child-gets".  Sources: fork(2), mmap(2), shmop(2).
 * Usage: ./eight
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KINDS = 8, RW = PROT_READ | PROT_WRITE };

static int global;

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

static int *attach(void)
{
    int id = shmget(IPC_PRIVATE, sizeof(int), 0600);

    if (id == -1)
        die("shmget");
    int *p = shmat(id, NULL, 0);
    if (p == (void *)-1)
        die("shmat");
    if (shmctl(id, IPC_RMID, NULL) == -1) /* goes with its last user */
        die("shmctl");
    return p;
}

static int new_file(void)
{
    int fd = open("eight.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("eight.tmp") == -1)
        die("unlink");
    if (ftruncate(fd, sizeof(int)) == -1)
        die("ftruncate");
    return fd;
}

/* letter - 's' or 'p' from the line of /proc/self/maps that holds p. */
static char letter(const int *p)
{
    FILE *f = fopen("/proc/self/maps", "r");
    char line[512], perms[5], found = '?';
    uintptr_t start, end;

    if (f == NULL)
        die("/proc/self/maps");
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%lx-%lx %4s", &start, &end, perms) == 3 &&
            (uintptr_t)p >= start && (uintptr_t)p < end)
            found = perms[3];
    fclose(f);
    return found;
}

// ANCHOR: run
static void add(int *const at[], int n)
{
    for (int i = 0; i < KINDS; i++)
        *at[i] += n;
}

static void wait_for(pid_t pid)
{
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

/* child - add 1; let a child of its own add 10; note what it sees. */
static void child(int *const at[], int *seen)
{
    add(at, 1);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        add(at, 10);
        _exit(EXIT_SUCCESS);
    }
    wait_for(pid);
    for (int i = 0; i < KINDS; i++)
        seen[i] = *at[i];
    _exit(EXIT_SUCCESS);
}
// ANCHOR_END: run

int main(void)
{
    static const char *const label[KINDS] = {
        "a global",          "a local",         "malloc",
        "private anonymous", "private of file", "shared of file",
        "shared anonymous",  "System V"};
    int local = 0, fd = new_file(), fd_too = new_file();
    int *seen =
        mmap(NULL, KINDS * sizeof *seen, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *heap = calloc(1, sizeof *heap);

    if (seen == MAP_FAILED || heap == NULL)
        die("mmap or calloc");
    int *const at[KINDS] = {&global,
                            &local,
                            heap,
                            map(MAP_PRIVATE | MAP_ANONYMOUS, -1),
                            map(MAP_PRIVATE, fd),
                            map(MAP_SHARED, fd_too),
                            map(MAP_SHARED | MAP_ANONYMOUS, -1),
                            attach()};
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        child(at, seen);
    wait_for(pid);
    printf("all start at 0       maps  child sees  parent sees\n");
    for (int i = 0; i < KINDS; i++)
        printf("%-20s %4c %11d %12d\n", label[i], letter(at[i]), seen[i],
               *at[i]);
    return EXIT_SUCCESS;
}
