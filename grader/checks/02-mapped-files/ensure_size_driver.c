/* ensure_size_driver.c - drive ensure_size in the student's process
 *
 * Requests: open OFFSET PATH · memfd SIZE · shm SIZE · seal ·
 *           grow WANT HOW · grow-fd FD WANT HOW
 * The first three return a descriptor, which replaces the one before; seal
 * forbids its file to grow.
 */
#include "driver.h"
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static int fd = -1;

static void answer_opened(void)
{
    answer(fd, errno, 0);
}

static void op_open(void)
{
    off_t offset = (off_t)arg_number();

    if (fd != -1)
        close(fd);
    fd = open(arg_rest(), O_RDWR | O_CLOEXEC);
    if (fd != -1 && lseek(fd, offset, SEEK_SET) == -1)
        fd = -1;
    answer_opened();
}

static void sized(int made)
{
    if (fd != -1)
        close(fd);
    fd = made;
    if (fd != -1 && ftruncate(fd, (off_t)arg_number()) == -1)
        fd = -1;
    answer_opened();
}

static void op_memfd(void)
{
    sized(memfd_create("ensure_size", MFD_CLOEXEC | MFD_ALLOW_SEALING));
}

static void op_shm(void)
{
    char name[64];
    int made;

    snprintf(name, sizeof name, "/ensure_size-%d", (int)getpid());
    made = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (made != -1)
        shm_unlink(name);
    sized(made);
}

static void op_seal(void)
{
    int ret = fcntl(fd, F_ADD_SEALS, F_SEAL_GROW);

    answer(ret, errno, 0);
}

static void grow(int which)
{
    off_t want = (off_t)arg_number();
    enum grow how = (enum grow)arg_number();
    int ret;

    errno = 0;
    ret = ensure_size(which, want, how);
    answer(ret, errno, 0);
}

static void op_grow(void)
{
    grow(fd);
}

static void op_grow_fd(void)
{
    grow((int)arg_number());
}

const struct driver_op driver_ops[] = {
    {"open", op_open}, {"memfd", op_memfd}, {"shm", op_shm},
    {"seal", op_seal}, {"grow", op_grow},   {"grow-fd", op_grow_fd},
    {NULL, NULL},
};
