/* workshop.h - a temporary folder that a jail may see, and what is built there
 *
 * Everything a jail sees is a copy in here: the course may lie in a folder that
 * the jail's user cannot enter. It lies in /var/tmp, because /tmp is often a
 * tmpfs (checker/fixture.h, fixture_on_disk).
 *
 * Each of these exits with status 2 and one line when the machine fails us.
 */
#ifndef WORKSHOP_H
#define WORKSHOP_H

#include <stddef.h>
#include <sys/types.h>

struct workshop {
    char folder[64]; /* "" before and after */
};

void workshop_begin(struct workshop *w);
void workshop_end(struct workshop *w); /* removes it; may come twice */

/* workshop_folder - a folder in it; workshop_give - make it the jail's own. */
void workshop_folder(const struct workshop *w, const char *name);
void workshop_give(const struct workshop *w, const char *name);

/* workshop_write, workshop_copy - a new file in it. */
void workshop_write(const struct workshop *w, const char *name,
                    const char *text, size_t size);
void workshop_copy(const struct workshop *w, const char *from, const char *name,
                   mode_t mode);

/* workshop_collect - what a jailed command prints, at most `size` bytes (the
 * rest is read and forgotten); it is killed when it takes too long. Returns its
 * wait status, -1 when it was killed. */
int workshop_collect(pid_t pid, int fd, char *text, size_t size, size_t *got);

/* workshop_rename - a malloc'ed copy of text, every `from` replaced by `to`:
 * messages name the staged copy, people know the file by another path. */
char *workshop_rename(const char *text, const char *from, const char *to);

#endif
