/* ok: 第一次调用时记住页大小，其余都按页号算 / remembers the page size on the first call and works with page numbers */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

static size_t remembered;

size_t pg_size(void)
{
    if (remembered == 0)
        remembered = (size_t)sysconf(_SC_PAGESIZE);
    return remembered;
}

static size_t page_of(uint64_t byte)
{
    return byte / pg_size();
}

size_t pg_round_up(size_t n)
{
    const size_t last_page = page_of(SIZE_MAX);
    size_t page;

    if (n == 0)
        return 0;
    page = page_of(n - 1); /* the page of the last byte */
    if (page == last_page) {
        errno = EOVERFLOW;
        return 0;
    }
    return (page + 1) * pg_size();
}

size_t pg_round_down(size_t n)
{
    return page_of(n) * pg_size();
}

size_t pg_span(uintptr_t addr, size_t len)
{
    size_t room = pg_size() - addr % pg_size(); /* to the end of its page */
    size_t pages = 1;

    if (len == 0)
        return 0;
    if (len > room) {
        len -= room;
        pages += len / pg_size() + (len % pg_size() != 0);
    }
    return pages;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    const off_t page = (off_t)pg_size();
    off_t start;
    size_t total;

    if (off < 0 || len == 0 || map_off == NULL || map_len == NULL ||
        delta == NULL) {
        errno = EINVAL;
        return -1;
    }
    start = off / page * page;
    total = len + (size_t)(off - start);
    if (total < len) { /* it went round */
        errno = EOVERFLOW;
        return -1;
    }
    *map_off = start;
    *map_len = total;
    *delta = (size_t)(off - start);
    return 0;
}
