/* wrong: 先 msync 后写入，刚写的字节没有人替它等 / msync comes first and the stores after it, so nobody waits for the new bytes — caught by: rec_put.sync_after_store */
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
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = idx * sizeof *r / page * page;
    size_t end = (idx + 1) * sizeof *r;
    int flag = sync == REC_SYNC ? MS_SYNC : MS_ASYNC;
    int rc = 0;

    /* get the file ready, then store */
    if (sync != REC_NOSYNC)
        rc = TEMP_FAILURE_RETRY(msync((char *)base + first, end - first, flag));
    r->seq = seq;
    memset(r->text, 0, sizeof r->text);
    memcpy(r->text, text, strnlen(text, sizeof r->text - 1));
    return rc;
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
