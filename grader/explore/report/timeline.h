/* timeline.h - an execution as JSON: for reports, and for the book's player */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "../control.h"

#include <jansson.h>
#include <stddef.h>

struct place {
    char file[64]; /* "" if unknown */
    int line;
};

/* Where each of n addresses lies; `image` numbers its executable. */
typedef void find_places(const struct control *c, const uint64_t *pc,
                         const uint8_t *image, size_t n, struct place *place,
                         void *argument);

/* timeline_json - [{"step", "process", "who": {zh, en}, "op", "object",
 * "value", "where": "file:line", "text": {zh, en}, "preempts": true,
 * "race": true}, ...]; "preempts": the scheduler took the token from another
 * process that could have gone on. Where an execution ends in a circle one turn
 * of it is kept, and its last entry says how many entries it has and which step
 * was the last: "circle": 2, "until": 608. At most TIMELINE_MAX entries, the
 * last. */
enum { TIMELINE_MAX = 400 };
json_t *timeline_json(const struct control *c, find_places *find,
                      void *argument);

#endif
