/* autopsy.h - why a signal came, in one sentence a beginner understands */
#ifndef AUTOPSY_H
#define AUTOPSY_H

#include "student.h"

/* autopsy - two malloc'ed sentences, zh and en, on a death by SIGSEGV or
 * SIGBUS; both NULL if nothing is known. They name bytes of mappings and
 * files, never addresses: those differ from run to run. A hint that fits is
 * given with advise(). */
void autopsy(const struct student *s, const struct cell_end *end, char **zh,
             char **en);

#endif
