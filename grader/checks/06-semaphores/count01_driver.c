/* count01_driver.c - call count_named
 *
 * Request: count NPROC LOOPS UMASK GIVEN FINAL NAME FILE. GIVEN has a bit for
 * each pointer that is not NULL: 1 the file, 2 the name, 4 final. The int that
 * final points to holds FINAL before the call. Values of the answer: that int,
 * and how many children came back from the call as well.
 */
#include "count01.h"
#include "driver.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static _Atomic int *came_back; /* shared with every child */

__attribute__((constructor)) static void share_counter(void)
{
    came_back = mmap(NULL, sizeof *came_back, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (came_back == MAP_FAILED)
        abort();
}

/* "NAME FILE": the name ends at the blank. */
static const char *split(char *words)
{
    char *blank = strchr(words, ' ');

    if (!blank)
        return "";
    *blank = '\0';
    return blank + 1;
}

static void op_count(void)
{
    int nproc = (int)arg_number(), loops = (int)arg_number();
    mode_t mask = (mode_t)arg_number(), before;
    int given = (int)arg_number(), value = (int)arg_number();
    char *name = strdup(arg_rest());
    const char *file = name ? split(name) : NULL;
    pid_t caller = getpid();
    int ret, err;

    atomic_store(came_back, 0);
    before = umask(mask);
    errno = 0;
    ret = count_named(given & 1 ? file : NULL, given & 2 ? name : NULL, nproc,
                      loops, given & 4 ? &value : NULL);
    err = errno;
    if (getpid() != caller) {
        atomic_fetch_add(came_back, 1);
        _exit(0); /* as if it had never come here: the caller shall go on */
    }
    umask(before);
    free(name);
    answer(ret, err, 2, (unsigned long long)value,
           (unsigned long long)atomic_load(came_back));
}

const struct driver_op driver_ops[] = {{"count", op_count}, {NULL, NULL}};
