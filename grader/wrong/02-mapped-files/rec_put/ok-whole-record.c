/* ok: 先在局部变量里拼好整条记录，一次拷进去，msync 收整页并带 MS_INVALIDATE / builds the record in a local, copies it in one go, and syncs whole pages with MS_INVALIDATE */
#include "rec_put.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* offset of record idx, or -1 if it is not wholly inside maplen */
static ssize_t offset_of(size_t maplen, size_t idx)
{
    size_t at;

    if (__builtin_mul_overflow(idx, sizeof(struct rec), &at))
        return -1;
    if (maplen < sizeof(struct rec) || at > maplen - sizeof(struct rec))
        return -1;
    return (ssize_t)at;
}

int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync)
{
    const uintptr_t inside = (uintptr_t)getpagesize() - 1;
    const int flags[] = {0, MS_ASYNC | MS_INVALIDATE, MS_SYNC | MS_INVALIDATE};
    struct rec new = {.seq = seq};
    uintptr_t from, to;
    ssize_t at;

    if (base == NULL || text == NULL || (unsigned)sync > REC_SYNC) {
        errno = EINVAL;
        return -1;
    }
    at = offset_of(maplen, idx);
    if (at == -1) {
        errno = ERANGE;
        return -1;
    }
    strncat(new.text, text, sizeof new.text - 1); /* new.text is empty */
    from = (uintptr_t)base + (size_t)at;
    memcpy((void *)from, &new, sizeof new);
    if (flags[sync] == 0)
        return 0;
    to = (from + sizeof new + inside) & ~inside;
    from &= ~inside;
    while (msync((void *)from, to - from, flags[sync]) != 0)
        if (errno != EINTR)
            return -1;
    return 0;
}

int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out)
{
    ssize_t at;

    if (base == NULL || out == NULL) {
        errno = EINVAL;
        return -1;
    }
    at = offset_of(maplen, idx);
    if (at == -1) {
        errno = ERANGE;
        return -1;
    }
    memcpy(out, (const char *)base + at, sizeof *out);
    return 0;
}
