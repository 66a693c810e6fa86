/* wrong: 每次都 msync 整个映射 / every call of msync covers the whole mapping — caught by: rec_put.sync_no_more */
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

    struct rec *r = (struct rec *)base + idx;
    r->seq = seq;
    memset(r->text, 0, sizeof r->text);
    memcpy(r->text, text, strnlen(text, sizeof r->text - 1));
    if (sync == REC_NOSYNC)
        return 0;

    /* base is on a page boundary already */
    int flag = sync == REC_SYNC ? MS_SYNC : MS_ASYNC;
    return TEMP_FAILURE_RETRY(msync(base, maplen, flag));
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
