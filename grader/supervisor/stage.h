/* stage.h - take a student's file in, if it is a plain file
 *
 * A hand-in is hostile until proved otherwise: a symbolic link may point at
 * the solution, a FIFO blocks whoever opens it, a hard link shares bytes with
 * somebody else's file. Only the bytes of a regular file of its own come in.
 *
 * Sources: openat2(2), open(2).
 */
#ifndef STAGE_H
#define STAGE_H

#include <stddef.h>

enum { STAGE_MAX = 256 << 10 }; /* bytes of one source file */

enum stage_result {
    STAGE_OK,
    STAGE_MISSING,
    STAGE_LINK,      /* a symbolic link, in the name or on the way */
    STAGE_NOT_PLAIN, /* FIFO, device, folder, socket */
    STAGE_SHARED,    /* more than one hard link */
    STAGE_TOO_BIG,
    STAGE_NUL, /* a NUL byte: not a text */
    STAGE_UNREADABLE
};

/* stage_read - read `name` beneath the open folder into memory.
 *
 *   folder  descriptor of the submission's folder
 *   name    path relative to it, no ".." ever leaves it
 *   text    out: malloc'ed, NUL-terminated; NULL unless STAGE_OK
 *   size    out: bytes without the NUL
 *
 * STAGE_UNREADABLE leaves the reason in errno. Never blocks.
 */
enum stage_result stage_read(int folder, const char *name, char **text,
                             size_t *size);

/* stage_words - what a refusal means, for people. */
const char *stage_words_zh(enum stage_result r);
const char *stage_words_en(enum stage_result r);

#endif
