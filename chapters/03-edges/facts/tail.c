/* tail.c - C030, C030b, M062: bytes past the end of the file
 *
 * 中文：尾部的字节到不了文件；文件变长后，磁盘上是零，tmpfs 上旧字节重现。
 * English: the tail never reaches the file; when the file grows, a disk has
 *          zeros there, and a tmpfs the old byte.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

/* after_growth - store past the end, grow the file, ask it for the byte */
static int after_growth(int fd)
{
    char byte = 1, *p = map_file(fd, 10, MAP_SHARED);

    p[10] = '!';
    if (ftruncate(fd, 20) == -1)
        die("ftruncate");
    if (pread(fd, &byte, 1, 10) != 1)
        die("pread");
    return byte;
}

int main(void)
{
    int fd = scratch_file(10);
    char text[6] = "", *p = map_file(fd, 10, MAP_SHARED);

    memcpy(p + 8, "abcdef", 6);
    ssize_t n = pread(fd, text, sizeof text, 8);
    report("C030", size_of(fd) == 10 && n == 2,
           "six bytes across the end: size %jd, the file got %zd of them",
           (intmax_t)size_of(fd), n);

    fd = scratch_file(10);
    if (on_tmpfs(fd))
        skip("C030b", "no disk behind this folder (tmpfs)");
    else {
        int byte = after_growth(fd);
        report("C030b", byte == 0, "on a disk the grown file has %d", byte);
    }

    fd = memfd_create("probe", 0);
    if (fd == -1 || ftruncate(fd, 10) == -1)
        die("memfd");
    int byte = after_growth(fd);
    report("M062", byte == '!',
           "on tmpfs (memfd) the grown file has %d (%d "
           "was stored)",
           byte, '!');
    return 0;
}
