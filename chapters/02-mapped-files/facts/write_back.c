/* write_back.c - C049, C049s, C052, C055, M068: durability
 *
 * 中文：改过的页何时变干净：MS_SYNC、fdatasync、sync_file_range、时间。
 * English: what makes a changed page clean: a call that waits, or half
 *          a minute.
 *
 * Sources: msync(2), fdatasync(2), sync_file_range(2), proc(5).
 */
#include "fact.h"

/* changed - 1 while the page at p waits to be written back (smaps, proc(5)) */
static int changed(const char *p)
{
    FILE *f = fopen("/proc/self/smaps", "r");
    char line[512];
    unsigned long start, end, kib;
    int here = 0, dirty = 0;

    if (f == NULL)
        die("smaps");
    while (fgets(line, sizeof line, f) != NULL) {
        if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
            here = (unsigned long)p >= start && (unsigned long)p < end;
        else if (here && (sscanf(line, "Shared_Dirty: %lu", &kib) == 1 ||
                          sscanf(line, "Private_Dirty: %lu", &kib) == 1))
            dirty |= kib > 0;
    }
    fclose(f);
    return dirty;
}

static const char *name(int dirty)
{
    return dirty ? "changed" : "clean";
}

/* The kernel may write a page back whenever it likes: MS_ASYNC gets several
 * tries to leave it as it was. */
static int async_leaves(char *p, size_t page)
{
    for (int i = 0; i < 5; i++) {
        p[0]++;
        if (msync(p, page, MS_ASYNC) == -1)
            die("msync");
        usleep(100000);
        if (changed(p))
            return 1;
    }
    return 0;
}

static void wait_for_kernel(char *p)
{
    int rounds = 0;

    if (getenv("FACT_SLOW") == NULL) {
        skip("C049s", "waits for the kernel's timer: set FACT_SLOW=1");
        return;
    }
    p[0]++;
    while (changed(p) && rounds++ < 180)
        usleep(500000);
    report("C049s", !changed(p), "no msync, waited: %s", name(changed(p)));
}

static int after_store(char *p)
{
    for (int i = 0; i < 5; i++) {
        p[0]++;
        if (changed(p))
            return 1;
    }
    return 0;
}

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)page), cs = -1;
    FILE *f = fopen("/proc/sys/vm/dirty_expire_centisecs", "r");
    char *p = map_file(fd, page, MAP_SHARED);

    if (f == NULL || fscanf(f, "%d", &cs) != 1)
        die("dirty_expire_centisecs");
    p[0] = 'n';
    if (munmap(p, page) == -1)
        die("munmap");
    char byte = 0;
    if (pread(fd, &byte, 1, 0) != 1)
        die("pread");
    report("C055", byte == 'n', "no msync before the store: the file has '%c'",
           byte);
    if (on_tmpfs(fd)) {
        skip("C049", "no disk behind this folder (tmpfs)");
        skip("C049s", "no disk behind this folder (tmpfs)");
        skip("C052", "no disk behind this folder (tmpfs)");
        skip("M068", "no disk behind this folder (tmpfs)");
        return 0;
    }

    p = map_file(fd, page, MAP_SHARED);
    int stored = after_store(p), async = async_leaves(p, page);
    if (msync(p, page, MS_SYNC) == -1)
        die("msync");
    int sync = changed(p);
    report("C052", async && !sync, "after MS_ASYNC %s, after MS_SYNC %s",
           name(async), name(sync));
    report("C049", stored && cs > 0,
           "a stored page is %s; dirty_expire_centisecs is %d", name(stored),
           cs);

    p[0]++;
    if (fdatasync(fd) == -1)
        die("fdatasync");
    int data = changed(p);
    p[0]++;
    if (sync_file_range(fd, 0, 0,
                        SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                            SYNC_FILE_RANGE_WAIT_AFTER) == -1)
        die("sync_file_range");
    int range = changed(p);
    report("M068", !data && !range,
           "after fdatasync %s, after sync_file_range %s", name(data),
           name(range));
    wait_for_kernel(p);
    return 0;
}
