/* page_math_driver.c - ask the five functions for many cases at a time
 *
 * Requests: size · up N ERRNO ... · down N ERRNO ... · span ADDR LEN ... ·
 *           align OFF LEN ... · align-null WHICH ...
 * Two numbers a question (one for align-null). ERRNO is what errno holds
 * before the call, elsewhere that is 0. WHICH is the output that is NULL:
 * 0 map_off, 1 map_len, 2 delta.
 * Answer: "RESULT ERRNO MAP_OFF MAP_LEN DELTA " for each question, the last
 * three 0 where the function has no outputs.
 */
#include "driver.h"
#include "page_math.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What the outputs hold before each pg_align_range: "untouched" can be seen. */
enum { UNTOUCHED = 0x5a };

static char text[16384];
static size_t used;

static struct outputs {
    off_t map_off;
    size_t map_len, delta;
} out;

/* Once for each question, with room for the answer to one more. */
static int next_question(void)
{
    return *arg_rest() && used < sizeof text - 128;
}

static void add(unsigned long long ret, int err)
{
    used += (size_t)snprintf(
        text + used, sizeof text - used, "%llu %d %llu %zu %zu ", ret, err,
        (unsigned long long)out.map_off, out.map_len, out.delta);
}

static void begin(void)
{
    used = 0;
    memset(&out, 0, sizeof out);
}

static void op_size(void)
{
    size_t ret;

    begin();
    errno = 0;
    ret = pg_size();
    add(ret, errno);
    answer_text(text);
}

static void round_all(size_t (*function)(size_t))
{
    begin();
    while (next_question()) {
        size_t n = (size_t)arg_size(), ret;

        errno = (int)arg_number();
        ret = function(n);
        add(ret, errno);
    }
    answer_text(text);
}

static void op_up(void)
{
    round_all(pg_round_up);
}

static void op_down(void)
{
    round_all(pg_round_down);
}

static void op_span(void)
{
    begin();
    while (next_question()) {
        uintptr_t addr = (uintptr_t)arg_size();
        size_t len = (size_t)arg_size(), ret;

        errno = 0;
        ret = pg_span(addr, len);
        add(ret, errno);
    }
    answer_text(text);
}

/* `null` is the output not to give, -1 for none. */
static void align(off_t off, size_t len, int null)
{
    int ret;

    memset(&out, UNTOUCHED, sizeof out);
    errno = 0;
    ret = pg_align_range(off, len, null == 0 ? NULL : &out.map_off,
                         null == 1 ? NULL : &out.map_len,
                         null == 2 ? NULL : &out.delta);
    add((unsigned long long)ret, errno);
}

/* OFF comes as an unsigned number: all 64 bits of it, the sign too. */
static void op_align(void)
{
    begin();
    while (next_question()) {
        off_t off = (off_t)arg_size();

        align(off, (size_t)arg_size(), -1);
    }
    answer_text(text);
}

static void op_align_null(void)
{
    begin();
    while (next_question())
        align(5, 7, (int)arg_number());
    answer_text(text);
}

const struct driver_op driver_ops[] = {
    {"size", op_size}, {"up", op_up},       {"down", op_down},
    {"span", op_span}, {"align", op_align}, {"align-null", op_align_null},
    {NULL, NULL},
};
