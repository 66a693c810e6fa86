/* wrong: idx 等于记录条数时也放行，写到了末尾之后 / an idx equal to the number of records passes, and is stored behind the end — caught by: rec_put.range */
#include "rec_put.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int fail(int err)
{
    errno = err;
    return -1;
}

/* where record idx is, or NULL if it does not fit */
static struct rec *slot(const void *base, size_t maplen, size_t idx)
{
    if (idx > maplen / sizeof(struct rec))
        return NULL;
    return (struct rec *)((uintptr_t)base + idx * sizeof(struct rec));
}

static void set_text(char text[64], const char *from)
{
    size_t i;

    for (i = 0; i < 63 && from[i] != '\0'; i++)
        text[i] = from[i];
    for (; i < 64; i++)
        text[i] = '\0';
}

static int flush(struct rec *r, int flag)
{
    uintptr_t mask = (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
    uintptr_t start = (uintptr_t)r & ~mask;
    size_t length = (uintptr_t)(r + 1) - start;
    int rc;

    do {
        rc = msync((void *)start, length, flag);
    } while (rc == -1 && errno == EINTR);
    return rc;
}

int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync)
{
    struct rec *r;

    if (!base || !text)
        return fail(EINVAL);
    if (sync != REC_NOSYNC && sync != REC_ASYNC && sync != REC_SYNC)
        return fail(EINVAL);
    r = slot(base, maplen, idx);
    if (!r)
        return fail(ERANGE);

    r->seq = seq;
    set_text(r->text, text);

    switch (sync) {
    case REC_SYNC:
        return flush(r, MS_SYNC);
    case REC_ASYNC:
        return flush(r, MS_ASYNC);
    default:
        return 0;
    }
}

int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out)
{
    struct rec *r;

    if (!base || !out)
        return fail(EINVAL);
    r = slot(base, maplen, idx);
    if (!r)
        return fail(ERANGE);
    *out = *r;
    return 0;
}
