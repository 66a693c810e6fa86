/* driver.h - the part of a lab that runs in the student's process
 *
 * driver_main.c reads a request ("open 0 4096 100 /lab/f1"), calls the
 * operation of that name in the lab's <lab>_driver.c, and sends its answer
 * back. A driver only calls and reports. It decides nothing: the checker does.
 */
#ifndef DRIVER_H
#define DRIVER_H

#include <stdint.h>

struct driver_op {
    const char *name;
    void (*run)(void);
};

extern const struct driver_op driver_ops[]; /* name NULL at the end */

/* The arguments of the request, from left to right. A missing number is 0, a
 * missing word "". The rest of the line is one word: a path may have blanks. */
long long arg_number(void);
unsigned long long arg_size(void);
const char *arg_rest(void);

/* answer - what the function returned, errno after it, and `n` more values
 * (unsigned long long each). Exactly one answer belongs to a request. */
void answer(long ret, int err, int n, ...);

/* answer_text - the same for operations that answer in their own format. */
void answer_text(const char *text);

#endif
