/* full.c - M003, M067: a full file system
 *
 * 中文：在写满的 tmpfs 上，文件之内的页也是 SIGBUS；早问早知道。
 * English: on a full tmpfs a page inside the file is SIGBUS; asking
 *          early helps.
 *
 * Sources: posix_fallocate(3), madvise(2).
 */
#include "fact.h"

/* Pages of 64 KiB are too big for this tmpfs; then one fits. */
static void ask_small(size_t page)
{
    size_t file = 1 << 20, good = 0;
    int sig = 0;

    if (small_tmpfs() == -1) {
        skip("M003", "no mount namespace for this user");
        return;
    }
    int fd = scratch_file((off_t)file);
    int err = posix_fallocate(fd, 0, (off_t)file);
    char *p = map_file(fd, file, MAP_SHARED);
    for (; good < file / page; good++)
        if ((sig = probe_write(p + good * page)) != 0)
            break;
    report("M003", sig == SIGBUS && good == 65536 / page && err == ENOSPC,
           "64 KiB tmpfs, file of 1 MiB: %zu pages stored, the next %s; "
           "posix_fallocate %s",
           good, sig_name(sig), err_name(err));
}

int main(void)
{
    size_t page = page_size();
    char *p = map_file(scratch_file((off_t)page), 2 * page, MAP_SHARED);
    int in = madvise(p, page, MADV_POPULATE_WRITE) == -1 ? errno : 0;
    int past = madvise(p + page, page, MADV_POPULATE_WRITE) == -1 ? errno : 0;

    if (in == EINVAL)
        skip("M067", "no MADV_POPULATE_WRITE before Linux 5.14");
    else
        report("M067", in == 0 && past == EFAULT,
               "MADV_POPULATE_WRITE: inside the file %s, past it %s",
               err_name(in), err_name(past));
    ask_small(page);
    return 0;
}
