/* where.h - which line of the student's source an address belongs to */
#ifndef WHERE_H
#define WHERE_H

#include "cell.h"

#include <stddef.h>

/* where_program - the linked program, with its debug information. */
void where_program(const char *path);

/* where_lines - for each of n addresses the line in the student's source, 0
 * where there is none. At most WHERE_MAX addresses count. */
enum { WHERE_MAX = CELL_STACK_WORDS + 1 };
void where_lines(const uint64_t *address, size_t n, int *line);

/* where_lines_in - the same for another program. */
void where_lines_in(const char *program, const uint64_t *address, size_t n,
                    int *line);

/* where_line - the line at which a process was when its last signal came:
 * the program counter, else the innermost return address on the stack that
 * lies in the student's file; 0 if unknown. */
int where_line(const struct cell_end *end);

#endif
