/* rec_put_driver.c - drive rec_put and rec_get in the student's process
 *
 * Requests: map LENGTH ALIGNMENT WRITABLE PATH · put MAPLEN IDX SEQ SYNC TEXT ·
 *           put-null-base MAPLEN IDX SEQ SYNC TEXT ·
 *           put-null-text MAPLEN IDX SEQ SYNC · get MAPLEN IDX ·
 *           get-null-base MAPLEN IDX · get-null-out MAPLEN IDX
 * Values of the answers: of map the address of the mapping, of get that of
 * the record it was given to fill.
 */
#include "driver.h"
#include "rec_put.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { TEXT_MAX = 1024, UNTOUCHED = 0x5a };

static void *base;
static struct rec out;

/* The file lies between pages nobody may touch: what misses the mapping is
 * caught at once, and always in the same way. */
static int map_file(size_t length, size_t alignment, int writable,
                    const char *path)
{
    int prot = PROT_READ | (writable ? PROT_WRITE : 0);
    int fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    uintptr_t room;

    if (fd == -1)
        return -1;
    room = (uintptr_t)mmap(NULL, length + 3 * alignment, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if ((void *)room == MAP_FAILED)
        return -1;
    room = (room / alignment + 2) * alignment;
    base = mmap((void *)room, length, prot, MAP_SHARED | MAP_FIXED, fd, 0);
    close(fd);
    return base == MAP_FAILED ? -1 : 0;
}

static void op_map(void)
{
    size_t length = (size_t)arg_size(), alignment = (size_t)arg_size();
    int writable = (int)arg_number();
    int ret = map_file(length, alignment, writable, arg_rest());

    answer(ret, errno, 1, (unsigned long long)(uintptr_t)base);
}

/* The text in a place of its own: what follows its NUL is known, and not
 * zero. */
static const char *text_of_request(void)
{
    static char text[TEXT_MAX];

    memset(text, UNTOUCHED, sizeof text);
    text[TEXT_MAX - 1] = '\0';
    strncpy(text, arg_rest(), strnlen(arg_rest(), TEXT_MAX - 2) + 1);
    return text;
}

static void put(void *to, int with_text)
{
    size_t maplen = (size_t)arg_size(), idx = (size_t)arg_size();
    uint64_t seq = arg_size();
    int sync = (int)arg_number(), ret;
    const char *text = with_text ? text_of_request() : NULL;

    errno = 0;
    ret = rec_put(to, maplen, idx, seq, text, sync);
    answer(ret, errno, 0);
}

static void op_put(void)
{
    put(base, 1);
}

static void op_put_null_base(void)
{
    put(NULL, 1);
}

static void op_put_null_text(void)
{
    put(base, 0);
}

static void get(const void *from, struct rec *to)
{
    size_t maplen = (size_t)arg_size(), idx = (size_t)arg_size();
    int ret;

    memset(&out, UNTOUCHED, sizeof out);
    errno = 0;
    ret = rec_get(from, maplen, idx, to);
    answer(ret, errno, 1, (unsigned long long)(uintptr_t)&out);
}

static void op_get(void)
{
    get(base, &out);
}

static void op_get_null_base(void)
{
    get(NULL, &out);
}

static void op_get_null_out(void)
{
    get(base, NULL);
}

const struct driver_op driver_ops[] = {
    {"map", op_map},
    {"put", op_put},
    {"put-null-base", op_put_null_base},
    {"put-null-text", op_put_null_text},
    {"get", op_get},
    {"get-null-base", op_get_null_base},
    {"get-null-out", op_get_null_out},
    {NULL, NULL},
};
