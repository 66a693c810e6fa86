/* page_cache.c - C034, C035, C036: one page cache
 *
 * 中文：read、write 与映射看的是同一份页缓存，不用 msync。
 * English: read, write and mappings share one page cache, without msync.
 *
 * Sources: mmap(2), msync(2).
 */
#include "fact.h"

static void look(void *arg)
{
    int fd = *(int *)arg;
    char text[6] = "";

    if (pread(fd, text, 5, 10) != 5)
        _exit(2);
    char *p = map_file(fd, 15, MAP_SHARED);
    _exit(strcmp(text, "hello") != 0 || memcmp(p + 10, "hello", 5) != 0);
}

int main(void)
{
    int fd = scratch_file(15);
    char *p = map_file(fd, 15, MAP_SHARED), text[6] = "";

    memcpy(p + 10, "hello", 5);
    int status = run_child(look, &fd);
    report("C034", WIFEXITED(status) && WEXITSTATUS(status) == 0,
           "another process: read and its own mapping %s the store",
           status == 0 ? "both see" : "do not both see");

    if (pread(fd, text, 5, 10) != 5)
        die("pread");
    report("C035", strcmp(text, "hello") == 0, "no msync, pread: \"%s\"", text);

    if (pwrite(fd, "WORLD", 5, 10) != 5)
        die("pwrite");
    report("C036", memcmp(p + 10, "WORLD", 5) == 0,
           "pwrite, then a load: \"%.5s\"", p + 10);
    return 0;
}
