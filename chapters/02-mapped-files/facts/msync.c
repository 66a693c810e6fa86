/* msync.c - C050, C051, C053, C054: what msync accepts
 *
 * 中文：msync 要对齐的地址、整段都有映射、两个标志只选一个。
 * English: msync: an aligned address, no gap, one of two flags.
 *
 * Sources: msync(2), mlock(2).
 */
#include "fact.h"

static int sync_of(char *p, size_t len, int flags)
{
    return msync(p, len, flags) == -1 ? errno : 0;
}

static void ask_locked(char *p, size_t page)
{
    int plain = sync_of(p, page, MS_SYNC | MS_INVALIDATE);

    if (mlock(p, page) == -1) {
        skip("C053", "mlock: %s", err_name(errno));
        return;
    }
    int locked = sync_of(p, page, MS_SYNC | MS_INVALIDATE);
    munlock(p, page);
    report("C053", plain == 0 && locked == EBUSY,
           "MS_INVALIDATE: %s, on a locked page %s", err_name(plain),
           err_name(locked));
}

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)(3 * page));
    char *p = map_file(fd, 3 * page, MAP_SHARED), byte;

    int both = sync_of(p, page, MS_SYNC | MS_ASYNC), none = sync_of(p, 1, 0);
    report("C051", both == EINVAL && none == 0,
           "MS_SYNC and MS_ASYNC together %s, neither %s", err_name(both),
           err_name(none));
    ask_locked(p, page);

    int odd = sync_of(p + 10, 5, MS_SYNC), part = sync_of(p + page, 1, MS_SYNC);
    if (munmap(p + page, page) == -1)
        die("munmap");
    int gap = sync_of(p, 3 * page, MS_SYNC);
    report("C050", odd == EINVAL && part == 0 && gap == ENOMEM,
           "p + 10 %s, one byte of the second page %s, with a gap %s",
           err_name(odd), err_name(part), err_name(gap));

    char *mine = map_file(fd, page, MAP_PRIVATE);
    mine[0] = 'P';
    int rc = sync_of(mine, page, MS_SYNC);
    if (pread(fd, &byte, 1, 0) != 1)
        die("pread");
    report("C054", rc == 0 && byte == 0,
           "a private mapping: %s, and the file has %s", err_name(rc),
           byte == 0 ? "nothing" : "the byte");
    return 0;
}
