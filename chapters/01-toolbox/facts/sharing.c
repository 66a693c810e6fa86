/* sharing.c - what fork shares, and where shared memory lies
 *
 * 中文：普通内存 fork 后各是各的；fork 之前的共享映射才是同一份。
 * English: after fork ordinary memory is separate; only a shared mapping
 *          made before fork is the same memory.
 *
 * Facts: C004, C005, C005b, C023, C077.  Sources: fork(2), mmap(2).
 */
#include "fact.h"

static int global = 5;

static int *map(int flags, int fd)
{
    int *p = mmap(NULL, sizeof *p, RW, flags, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

int main(void)
{
    int *heap = malloc(sizeof *heap);
    int *shared = map(MAP_SHARED | MAP_ANONYMOUS, -1);
    int *private = map(MAP_PRIVATE | MAP_ANONYMOUS, -1);
    int **where =
        mmap(NULL, sizeof *where, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd = memfd_create("sharing", MFD_CLOEXEC);

    if (heap == NULL || where == MAP_FAILED || fd == -1 ||
        ftruncate(fd, sizeof(int)) == -1)
        die("setup");
    *heap = 7;
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    int *late = map(MAP_SHARED | MAP_ANONYMOUS, -1); /* one in each */
    if (pid == 0) {
        map(MAP_SHARED | MAP_ANONYMOUS, -1); /* shift the next one */
        int *file = map(MAP_SHARED, fd);
        global = *heap = *shared = *private = *late = *file = 99;
        *where = file;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    int *file = map(MAP_SHARED, fd);

    report("C004", global == 5 && *heap == 7,
           "child stored 99: parent's global is %d, heap int is %d", global,
           *heap);
    report("C005", *shared == 99, "shared mapping made before fork: %d",
           *shared);
    report("C005b", *late == 0, "one made after fork on each side: %d", *late);
    report("C023", *private == 0,
           "MAP_PRIVATE | MAP_ANONYMOUS: accepted, parent reads %d", *private);
    report("C077", file != *where && *file == 99,
           "one object, %s in the two processes, value %d",
           file == *where ? "one address" : "different addresses", *file);
    return 0;
}
