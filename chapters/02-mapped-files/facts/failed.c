/* failed.c - C015, C031: how mmap fails
 *
 * 中文：失败时得到的是 (void *)-1；管道、套接字、目录不能映射。
 * English: a failure is (void *)-1; pipes, sockets and directories
 *          cannot be mapped.
 *
 * Sources: mmap(2).
 */
#include "fact.h"
#include <sys/socket.h>

static int map_of(int fd)
{
    void *p = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

    return p == MAP_FAILED ? errno : 0;
}

int main(void)
{
    int ends[2], pair[2];
    void *p = mmap(NULL, 1, PROT_READ, MAP_SHARED, -1, 0);

    report("C015", p == (void *)-1 && p == MAP_FAILED && p != NULL,
           "a failed mmap is %s", p == (void *)-1 ? "(void *)-1" : "another");

    int dir = open(".", O_RDONLY | O_DIRECTORY);
    if (pipe(ends) == -1 || dir == -1)
        die("pipe or open");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
        die("socketpair");
    int e1 = map_of(ends[0]), e2 = map_of(pair[0]), e3 = map_of(dir);
    report("C031", e1 == ENODEV && e2 == ENODEV && e3 == ENODEV,
           "pipe %s, socket %s, directory %s", err_name(e1), err_name(e2),
           err_name(e3));
    return 0;
}
