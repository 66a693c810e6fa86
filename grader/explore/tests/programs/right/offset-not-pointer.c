/* right: 共享内存里放偏移，不放地址，各自加上自己的起点 / shared memory holds offsets and no addresses; each adds its own base */
#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/offset-not-pointer"

struct shared {
    atomic_size_t text; /* bytes from the start of the object */
    char space[32];
};

static struct shared *map_by_name(int flags)
{
    int fd = shm_open(NAME, O_RDWR | flags, 0600);
    struct shared *s;

    if (fd == -1)
        err(1, "shm_open");
    if (ftruncate(fd, sizeof *s) == -1)
        err(1, "ftruncate");
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (close(fd) == -1)
        err(1, "close");
    return s;
}

int main(void)
{
    struct shared *s = map_by_name(O_CREAT | O_TRUNC);

    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        s = map_by_name(0);
        strcpy(s->space + 3, "hello");
        atomic_store(&s->text, offsetof(struct shared, space) + 3);
        _exit(0);
    }
    while (atomic_load(&s->text) == 0)
        sched_yield();
    int wrong = strcmp((char *)s + atomic_load(&s->text), "hello");
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    if (shm_unlink(NAME) == -1)
        err(1, "shm_unlink");
    return wrong != 0;
}
