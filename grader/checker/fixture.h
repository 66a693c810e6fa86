/* fixture.h - files a check makes for the student's program to work on
 *
 * They live in the work folder, which every check finds empty. The checker
 * looks at them with pread(2) through a descriptor of its own: it never maps
 * what a student can cut, and never opens by a name a student can replace.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <stddef.h>
#include <sys/types.h>

struct fixture {
    char path[128];
    int fd;
    size_t size;
    dev_t dev;
    ino_t ino;
};

extern const char *work_folder; /* "/lab" in a lab of its own */
extern const char *disk_file;   /* see fixture_on_disk */

/* work_begin - an empty work folder; 0, or -1 with errno. */
int work_begin(void);

/* Each of these stops the check as a grader error when it cannot be made. */
struct fixture fixture_random(size_t size);
struct fixture fixture_bytes(const void *bytes, size_t size);
struct fixture fixture_hole(size_t size); /* size without content */

/* fixture_on_disk - random bytes in a file of a real file system, last changed
 * long ago. The work folder is a tmpfs, where a store through a mapping leaves
 * the modification time alone; on a disk the kernel notes it. There is one
 * such file, the same for every check. */
struct fixture fixture_on_disk(size_t size);

/* fixture_foreign - a file of another user which this one may only read.
 * Ends the check as `unsupported` where this machine has none. */
struct fixture fixture_foreign(void);

/* fixture_box - a small file system of its own, as a path; `options` as for
 * a tmpfs: "size=64k" or "nr_inodes=3". Ends the check as `unsupported` where
 * there are no namespaces. */
const char *fixture_box(const char *options);

/* fixture_read - bytes of the file as they are now; stops the check as a
 * grader error if the file cannot be read, pads with zeros past its end. */
void fixture_read(const struct fixture *f, size_t offset, void *buf,
                  size_t size);

/* first_difference - index of the first byte that differs, or size. */
size_t first_difference(const void *a, const void *b, size_t size);

/* fixture_size - its size now. */
size_t fixture_size(const struct fixture *f);

/* fixture_missing - a path at which there is nothing; fixture_folder - one at
 * which there is a folder. Valid until the next such call. */
const char *fixture_missing(void);
const char *fixture_folder(void);

/* fixture_exists - 1 if there is anything at this path. */
int fixture_exists(const char *path);

/* fixture_expect - a file of this path may be there when the check ends: ours, or
 * one the student is asked to make. Fixtures are expected without it. */
void fixture_expect(const char *path);

/* fixture_stranger - the name of something in the work folder that nobody
 * expects, NULL if there is none. Valid until the next call. */
const char *fixture_stranger(void);

/* fixtures_end - close every descriptor handed out since work_begin. */
void fixtures_end(void);

#endif
