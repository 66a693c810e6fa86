/* wrong: 用 int 计算，超过 2 GiB 就错 / the sum is done in int, and is wrong beyond 2 GiB — caught by: page_math.round_down_large */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

size_t pg_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

size_t pg_round_up(size_t n)
{
    size_t p = pg_size();

    if (n > SIZE_MAX - p + 1) {
        errno = EOVERFLOW;
        return 0;
    }
    return (n + p - 1) / p * p;
}

size_t pg_round_down(size_t n)
{
    int p = (int)pg_size();
    int bytes = (int)n;

    return (size_t)(bytes - bytes % p);
}

size_t pg_span(uintptr_t addr, size_t len)
{
    size_t p = pg_size();

    if (len == 0)
        return 0;
    return (addr + len - 1) / p - addr / p + 1;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    size_t d;

    if (map_off == NULL || map_len == NULL || delta == NULL || off < 0 ||
        len == 0) {
        errno = EINVAL;
        return -1;
    }
    d = (size_t)off % pg_size();
    if (len > SIZE_MAX - d) {
        errno = EOVERFLOW;
        return -1;
    }
    *map_off = off - (off_t)d;
    *map_len = d + len;
    *delta = d;
    return 0;
}
