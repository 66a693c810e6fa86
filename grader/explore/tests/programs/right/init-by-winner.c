/* right: O_EXCL 选出一个建的人，别人等他写好标志才用 / O_EXCL chooses who creates; the others wait for the flag before they use it */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/init-by-winner"

struct shared {
    atomic_int ready, count;
    int step;
};

static struct shared *open_counter(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT | O_EXCL, 0600), winner = fd != -1;
    struct shared *s;
    struct stat sb = {.st_size = 0};

    if (!winner && errno == EEXIST)
        fd = shm_open(NAME, O_RDWR, 0);
    if (fd == -1)
        err(1, "shm_open");
    if (winner && ftruncate(fd, sizeof *s) == -1)
        err(1, "ftruncate");
    while (!winner && sb.st_size == 0) {
        if (fstat(fd, &sb) == -1)
            err(1, "fstat");
        sched_yield();
    }
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (close(fd) == -1)
        err(1, "close");
    if (winner) {
        s->step = 5;
        atomic_store_explicit(&s->ready, 1, memory_order_release);
    }
    while (!atomic_load_explicit(&s->ready, memory_order_acquire))
        sched_yield();
    return s;
}

int main(void)
{
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    struct shared *s = open_counter();
    atomic_fetch_add(&s->count, s->step);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    if (shm_unlink(NAME) == -1)
        err(1, "shm_unlink");
    return s->count != 10;
}
