/* ok: 用 strncpy 补零，按页号算 msync 的范围 / strncpy fills up with zeros, and page numbers give the range of msync */
#include "rec_put.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* EINVAL and ERANGE, the same for both functions; 0 if all is well */
static int objection(const void *base, const void *other, size_t maplen,
                     size_t idx)
{
    size_t records = maplen / sizeof(struct rec); /* whole ones */

    if (!base || !other)
        return EINVAL;
    return idx < records ? 0 : ERANGE;
}

int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync)
{
    struct rec *all = base;
    size_t page, first, last;
    int flag, why, rc;

    switch (sync) {
    case REC_NOSYNC:
        flag = 0;
        break;
    case REC_ASYNC:
        flag = MS_ASYNC;
        break;
    case REC_SYNC:
        flag = MS_SYNC;
        break;
    default:
        errno = EINVAL;
        return -1;
    }
    why = objection(base, text, maplen, idx);
    if (why != 0) {
        errno = why;
        return -1;
    }

    all[idx].seq = seq;
    strncpy(all[idx].text, text, 63); /* zeros up to 63 */
    all[idx].text[63] = 0;
    if (flag == 0)
        return 0;

    page = (size_t)sysconf(_SC_PAGE_SIZE);
    first = idx * sizeof *all / page;
    last = (idx * sizeof *all + sizeof *all - 1) / page;
    do
        rc =
            msync((char *)base + first * page, (last - first + 1) * page, flag);
    while (rc == -1 && errno == EINTR);
    return rc;
}

int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out)
{
    const struct rec *all = base;
    int why = objection(base, out, maplen, idx);

    if (why == 0) {
        *out = all[idx];
        return 0;
    }
    errno = why;
    return -1;
}
