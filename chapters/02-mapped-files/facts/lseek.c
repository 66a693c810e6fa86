/* lseek.c - C043, C044, M065: growing by lseek
 *
 * 中文：单靠 lseek 文件不变长；要写一个字节，写零个字节不算。
 * English: lseek alone grows nothing; one byte written does, zero bytes do not.
 *
 * Sources: lseek(2), write(2).
 */
#include "fact.h"

int main(void)
{
    int fd = scratch_file(0);
    char *p = map_file(fd, 1024, MAP_SHARED);
    off_t at = lseek(fd, 1024, SEEK_END), size = size_of(fd);
    int sig = probe_write(p);

    report("C043", at == 1024 && size == 0 && sig == SIGBUS,
           "lseek gives %jd, the size is %jd, a store %s", (intmax_t)at,
           (intmax_t)size, sig_name(sig));

    ssize_t n = write(fd, "", 0);
    size = size_of(fd);
    report("M065", n == 0 && size == 0,
           "lseek and a write of 0 bytes: size %jd", (intmax_t)size);

    if (lseek(fd, 1023, SEEK_SET) != 1023 || write(fd, "", 1) != 1)
        die("lseek and write");
    size = size_of(fd);
    sig = probe_write(p);
    report("C044", size == 1024 && sig == 0,
           "lseek and a write of 1 byte: size %jd, a store %s", (intmax_t)size,
           sig_name(sig));
    return 0;
}
