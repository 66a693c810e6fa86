/* wrong: 数据放进一块静态的共享内存，第二个快照盖掉第一个 / puts the data into one static shared buffer, and the second snapshot overwrites the first — caught by: snapshot.two_at_once */
#include "snapshot.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* what parent and child both see */
static char *shared;
static size_t shared_size;

static int make_room(size_t n)
{
    void *p;

    if (n <= shared_size)
        return 0;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (p == MAP_FAILED)
        return -1;
    if (shared)
        munmap(shared, shared_size);
    shared = p;
    shared_size = n;
    return 0;
}

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    pid_t pid;

    if (!data || !child) {
        errno = EINVAL;
        return -1;
    }
    if (make_room(n) == -1)
        return -1;
    if (n > 0)
        memcpy(shared, data, n);
    pid = fork();
    if (pid == -1)
        return -1;
    if (pid == 0) {
        for (size_t done = 0; done < n;) {
            ssize_t w = write(outfd, shared + done, n - done);

            if (w == -1 && errno != EINTR)
                _exit(1);
            done += w > 0 ? w : 0;
        }
        _exit(0);
    }
    *child = pid;
    return 0;
}

int snapshot_wait(pid_t child)
{
    int status;

    if (child <= 0 || TEMP_FAILURE_RETRY(waitpid(child, &status, 0)) != child ||
        !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        errno = EIO;
        return -1;
    }
    return 0;
}
