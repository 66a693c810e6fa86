/* where.h - which line of the student's source a process was at */
#ifndef WHERE_H
#define WHERE_H

#include "cell.h"

/* where_line - line in the student's source, 0 if unknown.
 *
 * Looks at the program counter when the last signal arrived, then at what
 * lies on the stack: the innermost address that belongs to the student's
 * file wins. `program` is the linked program with its debug information.
 */
int where_line(const char *program, const struct cell_end *end);

#endif
