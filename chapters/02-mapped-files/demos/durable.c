/* durable.c - everybody sees the store; when does the disk have it?
 *
 * 中文：写进映射的字节，人人立刻看得见；哪个调用之后，磁盘上才有？
 * English: a stored byte is seen by everybody at once; after which call does
 *          the disk have it too?
 *
 * Book: chapter 2, "durability".  Sources: msync(2), fdatasync(2), proc(5).
 * Usage: ./durable   (makes and removes durable.tmp; wants a disk: on a tmpfs
 *        a page never becomes clean)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* dirty - does the page at p wait to be written back? /proc/self/smaps has
 * one paragraph for each mapping. */
static int dirty(const char *p)
{
    FILE *smaps = fopen("/proc/self/smaps", "r");
    unsigned long at = (unsigned long)p, start, end, kib;
    int here = 0, found = 0;
    char line[512];

    if (smaps == NULL)
        die("smaps");
    while (fgets(line, sizeof line, smaps) != NULL) {
        if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
            here = start <= at && at < end;
        else if (here && (sscanf(line, "Shared_Dirty: %lu", &kib) == 1 ||
                          sscanf(line, "Private_Dirty: %lu", &kib) == 1))
            found |= kib > 0;
    }
    fclose(smaps);
    return found;
}

static void say(const char *after, const char *p)
{
    const char *state = dirty(p) ? "in memory only" : "on the disk";

    printf("%-26s %s\n", after, state);
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = open("durable.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("durable.tmp") == -1 || ftruncate(fd, (off_t)page) == -1)
        die("durable.tmp");
    char *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    // ANCHOR: steps
    p[0] = 'A';
    say("a store", p);
    if (msync(p, page, MS_ASYNC) == -1)
        die("MS_ASYNC");
    say("msync with MS_ASYNC", p);
    if (msync(p, page, MS_SYNC) == -1)
        die("MS_SYNC");
    say("msync with MS_SYNC", p);

    p[0] = 'B';
    say("another store", p);
    if (fdatasync(fd) == -1)
        die("fdatasync");
    say("fdatasync", p);
    // ANCHOR_END: steps
    return EXIT_SUCCESS;
}
