/* mapf_driver.c - drive mapf_open and mapf_close in the student's process
 *
 * Requests: open MODE OFF LEN PATH · open-null-struct PATH ·
 *           open-null-path · store INDEX BYTE · close · close-null
 * Values of the answers: address and length in the struct.
 */
#include "driver.h"
#include "mapf.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/* What the struct holds before each mapf_open: "untouched" can be seen. */
static const unsigned long long untouched = 0x5a5a5a5a5a5a5a5a;

static struct mapf m;

static void answer_open(int ret)
{
    int err = errno;

    answer(ret, err, 2, (unsigned long long)(uintptr_t)m.addr,
           (unsigned long long)m.len);
}

static void prepare(void)
{
    memset(&m, (int)(untouched & 0xff), sizeof m);
    errno = 0;
}

static void op_open(void)
{
    long long mode = arg_number(), off = arg_number();
    unsigned long long len = arg_size();

    prepare();
    answer_open(mapf_open(&m, arg_rest(), (enum mapf_mode)mode, (off_t)off,
                          (size_t)len));
}

static void op_open_null_struct(void)
{
    prepare();
    answer_open(mapf_open(NULL, arg_rest(), MAPF_RO, 0, 1));
}

static void op_open_null_path(void)
{
    prepare();
    answer_open(mapf_open(&m, NULL, MAPF_RO, 0, 1));
}

static void op_store(void)
{
    unsigned long long index = arg_size();

    ((volatile unsigned char *)m.addr)[index] = (unsigned char)arg_number();
    answer(0, 0, 0);
}

static void op_close(void)
{
    errno = 0;
    answer_open(mapf_close(&m));
}

static void op_close_null(void)
{
    errno = 0;
    answer_open(mapf_close(NULL));
}

const struct driver_op driver_ops[] = {
    {"open", op_open},
    {"open-null-struct", op_open_null_struct},
    {"open-null-path", op_open_null_path},
    {"store", op_store},
    {"close", op_close},
    {"close-null", op_close_null},
    {NULL, NULL},
};
