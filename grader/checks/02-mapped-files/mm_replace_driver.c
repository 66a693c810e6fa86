/* mm_replace_driver.c - drive mm_replace in the student's process
 *
 * Requests: replace FROM TO COMMIT PATH · replace-null
 */
#include "driver.h"
#include "mm_replace.h"

#include <errno.h>
#include <stddef.h>

static void op_replace(void)
{
    unsigned char from = (unsigned char)arg_number();
    unsigned char to = (unsigned char)arg_number();
    int commit = (int)arg_number();
    long ret;

    errno = 0;
    ret = mm_replace(arg_rest(), from, to, commit);
    answer(ret, errno, 0);
}

static void op_replace_null(void)
{
    long ret;

    errno = 0;
    ret = mm_replace(NULL, 'a', 'b', 0);
    answer(ret, errno, 0);
}

const struct driver_op driver_ops[] = {
    {"replace", op_replace},
    {"replace-null", op_replace_null},
    {NULL, NULL},
};
