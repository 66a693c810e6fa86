/* probe.h - the kernel's own answer to predict's question
 *
 * A trusted process of ours maps a file and touches it; no student's code is
 * near. Sources: mmap(2), sigaction(2).
 */
#ifndef PROBE_H
#define PROBE_H

#include "predict.h"

#include <stddef.h>

/* probe_begin - make the probing file in the work folder. Stops the check as
 * a grader error if it cannot. */
void probe_begin(void);

/* probe - touch byte `offset` of a MAP_SHARED mapping of map_len bytes of a
 * file of file_size bytes whose neighbours are unmapped.
 *
 * Returns what happened: one of enum outcome. A fault whose si_code is not
 * BUS_ADRERR or SEGV_MAPERR, or an access that behaves like none of the four,
 * stops the check as a grader error: the kernel is not what the course says.
 */
enum outcome probe(size_t file_size, size_t map_len, size_t offset);

void probe_end(void);

#endif
