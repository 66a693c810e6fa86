/* remap.c - M043: a longer mapping
 *
 * 中文：mremap 把映射变大，内容还在，地址可能变。
 * English: mremap makes a mapping longer: same bytes, perhaps another address.
 *
 * Sources: mremap(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)page);
    char *p = map_alone(fd, page, MAP_SHARED);
    /* a neighbour, so that it has to move */
    char *q = mmap(p + page, page, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0);

    if (q == MAP_FAILED)
        die("mmap");
    p[0] = 'g';
    if (ftruncate(fd, (off_t)(4 * page)) == -1)
        die("ftruncate");
    int stay = mremap(p, page, 4 * page, 0) == MAP_FAILED ? errno : 0;
    char *r = mremap(p, page, 4 * page, MREMAP_MAYMOVE);
    if (r == MAP_FAILED)
        die("mremap");
    int last = probe_write(r + 4 * page - 1), old = probe_read(p);
    report("M043",
           stay == ENOMEM && r != p && r[0] == 'g' && !last && old == SIGSEGV,
           "must stay: %s; may move: moved, the byte is '%c', the new end %s, "
           "the old address %s",
           err_name(stay), r[0], sig_name(last), sig_name(old));
    return 0;
}
