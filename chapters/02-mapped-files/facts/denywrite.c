/* denywrite.c - C020: an old flag
 *
 * 中文：MAP_DENYWRITE 早就不起作用了。
 * English: MAP_DENYWRITE has no effect any more.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

int main(void)
{
    int fd = open("deny.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1 || ftruncate(fd, 10) == -1)
        die("deny.tmp");
    char *p = mmap(NULL, 10, PROT_READ, MAP_SHARED | MAP_DENYWRITE, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    int other = open("deny.tmp", O_RDWR);
    ssize_t n = pwrite(other, "D", 1, 9);
    report("C020", other != -1 && n == 1 && p[9] == 'D',
           "with such a mapping alive: open to write %s, pwrite gives %zd",
           other == -1 ? "refused" : "ok", n);
    unlink("deny.tmp");
    return 0;
}
