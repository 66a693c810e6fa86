/* fallocate.c - M063, M064: reserving
 *
 * 中文：posix_fallocate 返回错误号而不设 errno；占下的块，盘满也能写。
 * English: posix_fallocate returns the error; what it reserved can be
 *          stored to when the disk is full.
 *
 * Sources: posix_fallocate(3), fallocate(2).
 */
#include "fact.h"

enum { PAGES = 8 };

/* fill - write zeros to a second file until nothing more fits. */
static void fill(void)
{
    static char block[4096];
    int fd = scratch_file(0);

    while (write(fd, block, sizeof block) > 0)
        ;
    if (errno != ENOSPC)
        die("fill");
}

int main(void)
{
    size_t page = page_size();

    errno = 0;
    int err = posix_fallocate(-1, 0, 1);
    report("M063", err == EBADF && errno == 0,
           "a bad descriptor: it returns %s, errno is %s", err_name(err),
           err_name(errno));

    if (small_tmpfs() == -1) {
        skip("M064", "no mount namespace for this user");
        return 0;
    }
    int fd = scratch_file(0);
    err = posix_fallocate(fd, 0, 1 << 20);
    off_t size = size_of(fd);
    int ok = posix_fallocate(fd, 0, (off_t)(PAGES * page));
    fill();
    char *p = map_file(fd, PAGES * page, MAP_SHARED);
    int bad = 0;
    for (size_t i = 0; i < PAGES; i++)
        bad += probe_write(p + i * page) != 0;
    report("M064", err == ENOSPC && size == 0 && ok == 0 && bad == 0,
           "64 KiB tmpfs: 1 MiB %s, size then %jd; %d pages %s, the rest "
           "filled: %d of them cannot be stored to",
           err_name(err), (intmax_t)size, PAGES, err_name(ok), bad);
    return 0;
}
