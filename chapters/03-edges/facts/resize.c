/* resize.c - C045, C059, C070: the size changes
 *
 * 中文：文件大小一变，映射里能用的页立刻跟着变。
 * English: the pages that may be used follow the size of the file at once.
 *
 * Sources: mmap(2), ftruncate(2), open(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)page);
    char *p = map_alone(fd, 4 * page, MAP_SHARED);

    int before = probe_read(p + page);
    if (ftruncate(fd, (off_t)(2 * page + 1)) == -1)
        die("ftruncate");
    int grown = probe_write(p + page), last = probe_write(p + 3 * page - 1);
    int past = probe_read(p + 3 * page);
    report("C045", before == SIGBUS && !grown && !last && past == SIGBUS,
           "page 2 of 1: %s; grown to 3: %s, %s, and page 4 %s",
           sig_name(before), sig_name(grown), sig_name(last), sig_name(past));

    memset(p, 'q', 2 * page);
    if (ftruncate(fd, 100) == -1)
        die("ftruncate");
    int kept = probe_read(p + page - 1), lost = probe_read(p + page);
    report("C070", p[99] == 'q' && p[100] == 0 && !kept && lost == SIGBUS,
           "cut to 100: byte 99 '%c', byte 100 is %d, page 1 %s, page 2 %s",
           p[99], p[100], sig_name(kept), sig_name(lost));

    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int other = open(path, O_RDWR | O_TRUNC);
    if (other == -1)
        die("open O_TRUNC");
    int sig = probe_read(p);
    report("C059", size_of(fd) == 0 && sig == SIGBUS,
           "opened with O_TRUNC: size %jd, the old mapping %s",
           (intmax_t)size_of(fd), sig_name(sig));
    return 0;
}
