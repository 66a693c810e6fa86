/* complain.h - why a program cannot be explored, in one line */
#ifndef COMPLAIN_H
#define COMPLAIN_H

#include "program.h"

/* why_not - an errno of opening a file, in the chosen language. */
const char *why_not(int error);

/* no_build - what explore.sh printed, as lines an editor understands, and one
 * line more; exits with status 2. `status`: see program_build. */
_Noreturn void no_build(const struct program *p, int status);

#endif
