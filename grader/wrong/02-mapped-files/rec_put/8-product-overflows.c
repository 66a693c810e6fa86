/* wrong: 检查用的 idx * 72 自己就溢出了，很大的 idx 写到了第 0 条 / the product idx * 72 in the test overflows, and a huge idx stores over record 0 — caught by: rec_put.range */
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
    if (idx * sizeof(struct rec) + sizeof(struct rec) > maplen) {
        errno = ERANGE;
        return -1;
    }

    struct rec *r = (struct rec *)base + idx;
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
