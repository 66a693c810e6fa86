/* leaks.h - names and identifiers that outlive the processes that made them
 *
 * A lab has an IPC namespace and a /dev/shm of its own, so whatever is found
 * there after a check was left by the student. Sources: shm_overview(7),
 * mq_overview(7), sysvipc(7), proc(5).
 */
#ifndef LEAKS_H
#define LEAKS_H

#include <jansson.h>

/* leaks_found - [{"kind": "shm", "name": "/x"}, ...] of what is left now:
 * kinds shm, mqueue, sysv-shm, sysv-sem, sysv-msg. An empty array if nothing
 * is, or if this lab has no namespace of its own. */
json_t *leaks_found(void);

/* leaks_sweep - remove it all, so that the next check begins clean. */
void leaks_sweep(void);

#endif
