/* errno_lost.c - who changes errno, and who does not
 *
 * 中文：open 失败了。从这一刻到你打印原因，errno 会遇到什么？
 * English: open has failed. What happens to errno until you print the
 *          reason?
 *
 * Book: chapter 1, "errno".  Sources: errno(3).
 * Usage: ./errno_lost
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void show(const char *when, int err)
{
    printf("%-34s %s\n", when, err == 0 ? "0" : strerrorname_np(err));
}

int main(void)
{
    // ANCHOR: lost
    int fd = open("no-such-file", O_RDONLY);
    int saved = errno; /* the only safe place */
    show("right after open failed", saved);

    if (open(".", O_RDONLY) != -1)
        show("after a call that succeeded", errno);

    close(fd); /* fd is -1 */
    show("after cleaning up carelessly", errno);
    show("the copy", saved);
    // ANCHOR_END: lost

    // ANCHOR: strtol
    errno = 0; /* strtol gives no other sign of an overflow */
    long n = strtol("99999999999999999999", NULL, 10);
    show("strtol of twenty nines", errno);
    (void)n;
    // ANCHOR_END: strtol
    return EXIT_SUCCESS;
}
