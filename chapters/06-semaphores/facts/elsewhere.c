/* elsewhere.c - what this kernel cannot be asked
 *
 * 中文：macOS 的 sem_init 返回 ENOSYS；这里问不到。
 * English: sem_init on macOS is ENOSYS; that cannot be asked here.
 *
 * Facts: B039, C141.  Sources: open(2), write(2); public bug reports.
 */
#include "fact.h"

#include <stdint.h>

int main(void)
{
    int zero = 0;
    int fd = open("counter", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1 || write(fd, "an older, longer text", 21) != 21)
        die("write");
    fd = open("counter", O_RDWR | O_CREAT, 0600); /* no O_TRUNC */
    if (fd == -1 || write(fd, &zero, sizeof zero) != sizeof zero)
        die("write");
    unlink("counter");
    report("B039", size_of(fd) == 21, "4 bytes written, the file has %jd",
           (intmax_t)size_of(fd));
    skip("C141", "needs macOS");
    return 0;
}
