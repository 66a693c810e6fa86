/* wrong: 睡之前才读的值当作期望值，已经变了也照样睡 / the value to sleep on is read just before sleeping: it sleeps although the word has changed — found as: deadlock */
#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_uint word;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        atomic_store(&s->word, 1);
        if (syscall(SYS_futex, &s->word, FUTEX_WAKE, 1, NULL, NULL, 0) == -1)
            die("syscall");
        _exit(0);
    }
    if (atomic_load(&s->word) == 0) {
        unsigned now = atomic_load(&s->word);

        if (syscall(SYS_futex, &s->word, FUTEX_WAIT, now, NULL, NULL, 0) ==
                -1 &&
            errno != EAGAIN)
            die("futex");
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return 0;
}
