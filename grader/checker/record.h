/* record.h - the one line in which a checker tells a result to the supervisor
 *
 *     <kind> <sequence number> <payload without newline> <mac, 16 hex>\n
 *
 * The mac is SipHash-2-4 over all before it, under a key only supervisor and
 * checker hold. Kinds: H (the run begins), R (one check), E (it is complete).
 * A line with a wrong mac, a gap in the numbers or a missing E line is never
 * believed: what is not proved to be a pass scores nothing.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stddef.h>

enum { RECORD_KEY = 16, RECORD_FD = 10, RECORD_KEY_FD = 11 };

/* record_format - a malloc'ed line, or NULL with errno ENOMEM. */
char *record_format(const unsigned char key[RECORD_KEY], char kind,
                    unsigned number, const char *payload);

/* record_parse - check a line (without its newline) and take it apart.
 *
 * Returns the kind and points *payload into `line`, which is cut in place;
 * 0 if the mac is wrong or the number is not `number`.
 */
char record_parse(const unsigned char key[RECORD_KEY], unsigned number,
                  char *line, const char **payload);

#endif
