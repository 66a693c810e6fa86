/* predict_driver.c - ask predict for many cases at a time
 *
 * Request: predict FILE MAP OFFSET PAGE [FILE MAP OFFSET PAGE ...]
 * Answer:  one "RESULT/ERRNO" for each four numbers, separated by blanks
 */
#include "driver.h"
#include "predict.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>

static void op_predict(void)
{
    static char text[16384];
    size_t used = 0;

    while (*arg_rest() && used < sizeof text - 32) {
        size_t file = (size_t)arg_size(), map = (size_t)arg_size();
        size_t offset = (size_t)arg_size(), page = (size_t)arg_size();
        int ret;

        errno = 0;
        ret = predict(file, map, offset, page);
        used += (size_t)snprintf(text + used, sizeof text - used, "%d/%d ", ret,
                                 errno);
    }
    answer_text(text);
}

const struct driver_op driver_ops[] = {
    {"predict", op_predict},
    {NULL, NULL},
};
