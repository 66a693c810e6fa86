/* ftruncate.c - C069, C073: growing by ftruncate
 *
 * 中文：ftruncate 让文件变长，新的部分是零，并且是空洞。
 * English: ftruncate grows a file; the new part is zeros and a hole.
 *
 * Sources: ftruncate(2), stat(2).
 */
#include "fact.h"

int main(void)
{
    const off_t big = 1 << 20;
    int fd = scratch_file(10);
    struct stat sb;
    char last = 1;

    int rc = ftruncate(fd, big);
    off_t size = size_of(fd);
    if (pread(fd, &last, 1, big - 1) != 1)
        die("pread");
    report("C069", rc == 0 && size == big && last == 0,
           "10 to %jd: size %jd, the last byte %d", (intmax_t)big,
           (intmax_t)size, last);

    if (fstat(fd, &sb) == -1)
        die("fstat");
    intmax_t kept = (intmax_t)sb.st_blocks * 512;
    report("C073", kept < size, "%s of it is a hole",
           kept < 65536 ? "nearly all" : "a part");
    return 0;
}
