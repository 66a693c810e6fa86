/* maps.c - how four kinds of mapping look in /proc/self/maps
 *
 * 中文：POSIX 对象、匿名共享、删了名字的私有映射、System V 段。
 * English: a POSIX object, shared anonymous, private with its name removed,
 *          a System V segment.
 *
 * Facts: M038.  Sources: proc(5).
 */
#include "fact.h"

#include <stdint.h>
#include <sys/shm.h>

/* find - does the line that holds p have these permissions and this text? */
static int find(const void *p, const char *perms, const char *text)
{
    FILE *f = fopen("/proc/self/maps", "r");
    char line[512], got[5];
    uintmax_t start, end;
    int ok = 0;

    if (f == NULL)
        die("/proc/self/maps");
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%jx-%jx %4s", &start, &end, got) == 3 &&
            (uintptr_t)p >= start && (uintptr_t)p < end)
            ok = strcmp(got, perms) == 0 && strstr(line, text) != NULL;
    fclose(f);
    return ok;
}

int main(void)
{
    char name[64];

    snprintf(name, sizeof name, "/fact-maps-%jd", (intmax_t)getpid());
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1 || ftruncate(fd, 1) == -1)
        die("shm_open");
    char *posix = mmap(NULL, 1, RW, MAP_SHARED, fd, 0);
    char *copy = mmap(NULL, 1, PROT_READ, MAP_PRIVATE, fd, 0);
    char *anon = mmap(NULL, 1, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int id = shmget(IPC_PRIVATE, 1, 0600);
    char *sysv = id == -1 ? (void *)-1 : shmat(id, NULL, 0);
    if (id != -1)
        shmctl(id, IPC_RMID, NULL);

    int a = find(posix, "rw-s", "/dev/shm/fact-maps-");
    int b = find(anon, "rw-s", "/dev/zero (deleted)");
    shm_unlink(name);
    int c = find(copy, "r--p", " (deleted)");
    if (posix == MAP_FAILED || copy == MAP_FAILED || anon == MAP_FAILED)
        die("mmap");
    int d = find(sysv, "rw-s", "/SYSV00000000 (deleted)");
    report("M038", a && b && c && d,
           "POSIX shm rw-s with its path: %d; shared anonymous /dev/zero "
           "(deleted): %d; unlinked r--p (deleted): %d; System V /SYSV: %d",
           a, b, c, d);
    return 0;
}
