/* count02_driver.c - call the three functions of count02
 *
 * Requests: new · count NPROC LOOPS GIVEN FINAL · free GIVEN
 * GIVEN has a bit for each pointer that is not NULL: 1 the struct of the last
 * new, 2 final. The int that final points to holds FINAL before the call.
 * Values of the answers: of new the address, its ret being 0 when there is one;
 * of count that int, and how many children came back from the call as well.
 */
#include "count02.h"
#include "driver.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic int *came_back; /* shared with every child */
static struct shared *s;

__attribute__((constructor)) static void share_counter(void)
{
    came_back = mmap(NULL, sizeof *came_back, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (came_back == MAP_FAILED)
        abort();
}

static void op_new(void)
{
    errno = 0;
    s = shared_new();
    answer(s ? 0 : -1, errno, 1, (unsigned long long)(uintptr_t)s);
}

static void op_count(void)
{
    int nproc = (int)arg_number(), loops = (int)arg_number();
    int given = (int)arg_number(), value = (int)arg_number();
    pid_t caller = getpid();
    int ret, err;

    atomic_store(came_back, 0);
    errno = 0;
    ret = count_unnamed(given & 1 ? s : NULL, nproc, loops,
                        given & 2 ? &value : NULL);
    err = errno;
    if (getpid() != caller) {
        atomic_fetch_add(came_back, 1);
        _exit(0); /* as if it had never come here: the caller shall go on */
    }
    answer(ret, err, 2, (unsigned long long)value,
           (unsigned long long)atomic_load(came_back));
}

static void op_free(void)
{
    int given = (int)arg_number(), ret;

    errno = 0;
    ret = shared_free(given & 1 ? s : NULL);
    answer(ret, errno, 0);
}

const struct driver_op driver_ops[] = {
    {"new", op_new}, {"count", op_count}, {"free", op_free}, {NULL, NULL}};
