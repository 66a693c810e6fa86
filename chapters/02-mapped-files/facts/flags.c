/* flags.c - C014, M066: the flags
 *
 * 中文：共享与私有要恰好选一个；VALIDATE 拒绝它不认识的标志。
 * English: exactly one of shared and private; VALIDATE refuses unknown flags.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

static int map_with(int flags, int fd)
{
    void *p = mmap(NULL, page_size(), RW, flags, fd, 0);

    return p == MAP_FAILED ? errno : 0;
}

/* seen_by_file - does a store through a mapping with both flags arrive? */
static int seen_by_file(int fd)
{
    char byte;
    char *p = map_file(fd, page_size(), MAP_SHARED | MAP_PRIVATE);

    p[5] = 'V';
    if (pread(fd, &byte, 1, 5) != 1)
        die("pread");
    return byte == 'V';
}

int main(void)
{
    int fd = scratch_file((off_t)page_size());
    int both = MAP_SHARED | MAP_PRIVATE;
    int neither = map_with(0, fd), file = map_with(both, fd);
    int anon = map_with(both | MAP_ANONYMOUS, -1);
    int shared = file == 0 && seen_by_file(fd);

    report("C014", neither == EINVAL && file == 0 && shared && anon == EINVAL,
           "neither %s; both on a file %s and %s; both on anonymous %s",
           err_name(neither), err_name(file), shared ? "shared" : "private",
           err_name(anon));

    const int unknown = 1 << 21; /* no flag has this bit */
    int plain = map_with(MAP_SHARED | unknown, fd);
    int strict = map_with(MAP_SHARED_VALIDATE | unknown, fd);
    int sync = map_with(MAP_SHARED_VALIDATE | MAP_SYNC, fd);
    report("M066", plain == 0 && strict == EOPNOTSUPP,
           "an unknown flag: MAP_SHARED %s, MAP_SHARED_VALIDATE %s; here "
           "MAP_SYNC gives %s",
           err_name(plain), err_name(strict), err_name(sync));
    return 0;
}
