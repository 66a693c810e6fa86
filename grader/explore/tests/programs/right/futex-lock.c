/* right: 自己用 futex 做的锁：0 空，1 有人，2 有人而且有人在等 / a lock made of a futex: 0 free, 1 taken, 2 taken and somebody waits */
#include <err.h>
#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_uint word;
    int count;
};

static void lock(atomic_uint *word)
{
    unsigned free = 0;

    if (atomic_compare_exchange_strong(word, &free, 1))
        return;
    while (atomic_exchange(word, 2) != 0)
        if (syscall(SYS_futex, word, FUTEX_WAIT, 2, NULL, NULL, 0) == -1 &&
            errno != EAGAIN && errno != EINTR)
            err(1, "futex");
}

static void unlock(atomic_uint *word)
{
    if (atomic_exchange(word, 0) == 2 &&
        syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0) == -1)
        err(1, "futex");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        err(1, "mmap");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 0; i < 2; i++) {
        lock(&s->word);
        s->count++;
        unlock(&s->word);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return s->count != 4;
}
