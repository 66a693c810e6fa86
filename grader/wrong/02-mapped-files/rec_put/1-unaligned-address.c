/* wrong: 把记录自己的地址交给 msync，没有退到页的开头，得到 EINVAL / msync is given the address of the record and not the start of its page, and says EINVAL — caught by: rec_put.sync_aligned */
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

    int flag = sync == REC_SYNC ? MS_SYNC : MS_ASYNC;
    return TEMP_FAILURE_RETRY(msync(r, sizeof *r, flag));
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
