/* wrong: 指针加法已经乘过 72，又乘了一次，写错了地方 / pointer arithmetic has multiplied by 72 already, it is done once more, and the record lands elsewhere — caught by: rec_put.stores_record */
#include "rec_put.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync)
{
    if (base == NULL || text == NULL || sync < REC_NOSYNC || sync > REC_SYNC) {
        errno = EINVAL;
        return -1;
    }
    if (idx >= maplen / sizeof(struct rec)) {
        errno = ERANGE;
        return -1;
    }

    struct rec *r = (struct rec *)base + idx * sizeof(struct rec);
    r->seq = seq;
    memset(r->text, 0, sizeof r->text);
    memcpy(r->text, text, strnlen(text, sizeof r->text - 1));
    if (sync == REC_NOSYNC)
        return 0;

    /* msync wants an address on a page boundary */
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = idx * sizeof *r / page * page;
    size_t end = (idx + 1) * sizeof *r;
    int flag = sync == REC_SYNC ? MS_SYNC : MS_ASYNC;
    return TEMP_FAILURE_RETRY(msync((char *)base + first, end - first, flag));
}

int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out)
{
    if (base == NULL || out == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (idx >= maplen / sizeof(struct rec)) {
        errno = ERANGE;
        return -1;
    }
    memcpy(out, (const struct rec *)base + idx, sizeof *out);
    return 0;
}
