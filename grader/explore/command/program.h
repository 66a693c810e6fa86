/* program.h - build a C program for exploration, and run its server
 *
 * Everything of the user's runs in a jail with names of its own: the server
 * removes what an execution left in /dev/shm.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "../../supervisor/workshop.h"
#include "../report/timeline.h"
#include "../search/search.h"

enum { PROGRAM_FILES = 16 };

/* How program_build can end; all but the last as explore.sh says it. */
enum {
    BUILD_NO_COMPILE = 3,
    BUILD_NO_LINK = 4,
    BUILD_UNKNOWN = 5, /* a function that cannot be followed */
    BUILD_TOO_LONG = 6
};

struct source {
    const char *shown; /* as the user named it */
    char name[64];     /* in the sandbox: its last part, see name_source */
    char *text;
    size_t size;
};

/* How it is compiled. */
struct variant {
    const char *compiler; /* "gcc", "clang" */
    const char *level;    /* "-O0" */
};

struct program {
    struct workshop workshop;
    struct source source[PROGRAM_FILES];
    int sources;
    char *const *arguments; /* of its main, NULL at the end */
    char *messages;         /* the compiler's, when it does not build */
    pid_t server;
    long deadline; /* of jail_seconds: when the server is given up */
    struct control *control;
};

/* program_stage - read the files (and the headers beside them); exits with
 * status 2 and one line if one cannot be used. */
void program_stage(struct program *p, char *const *files, int n);

/* program_build - compile and link it. Returns 0, or one of the above; then
 * p->messages says more. */
int program_build(struct program *p, const struct variant *variant);

/* program_start, program_stop - its server, and the control block. The server
 * is given up when it has not finished after so many seconds. */
void program_start(struct program *p, double seconds);
void program_stop(struct program *p);

/* program_alive - 1 while the server runs and has time left; for struct
 * search. */
int program_alive(void *program);

/* program_places - addr2line in a jail; for timeline_json. */
void program_places(const struct control *c, const uint64_t *pc,
                    const uint8_t *image, size_t n, struct place *place,
                    void *program);

/* program_shown - the user's path of a file by its last part. */
const char *program_shown(const struct program *p, const char *name);

void program_end(struct program *p);

#endif
