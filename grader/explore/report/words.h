/* words.h - what happened, as sentences in both languages
 *
 * Everything here reads the checked copy of a control block (search.h). The
 * texts are malloc'ed; the caller frees them.
 */
#ifndef WORDS_H
#define WORDS_H

#include "../control.h"

/* words_process - "parent", "child", "child 2". */
void words_process(const struct control *c, unsigned process, char **zh,
                   char **en);

/* words_event - one line of a timeline, without who and where. */
void words_event(const struct control *c, uint32_t event, char **zh, char **en);

/* words_outcome - why this execution is bad. */
void words_outcome(const struct control *c, char **zh, char **en);

/* words_outcome_event - the event at fault; c->events if there is none. */
uint32_t words_outcome_event(const struct control *c);

void words_race(const struct control *c, const struct race *r, char **zh,
                char **en);
void words_finding(const struct control *c, const struct finding *f, char **zh,
                   char **en);

#endif
