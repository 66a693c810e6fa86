/* explored.h - a control block as if something had been explored
 *
 * Shared by the tests of the explorer's searching side and of its reports.
 */
#ifndef EXPLORED_H
#define EXPLORED_H

#include "../../explore/control.h"

/* explored_new - an empty execution of two processes, the second a child of the
 * first; object 1 is shared memory called "anon#1". free() it. */
struct control *explored_new(void);

/* explored_event - one more event. */
struct event *explored_event(struct control *c, unsigned process, enum op op,
                             int object);

/* explored_text - a text for events; where it begins in c->strings. */
uint32_t explored_text(struct control *c, const char *text);

/* explored_noise - fill it with what no explorer would write; with the same
 * state the same. Bytes are random, counts and indices mostly at the edge. */
void explored_noise(struct control *c, uint64_t *state);

/* noise - the next number of a row. */
uint64_t noise(uint64_t *state);

/* is_said - 1 if both texts are there, not empty, and valid UTF-8; frees
 * them. */
int is_said(char *zh, char *en);

#endif
