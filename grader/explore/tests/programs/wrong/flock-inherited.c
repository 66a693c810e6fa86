/* wrong: flock 锁的是打开文件描述，继承来的描述符是同一个，谁也挡不住谁 / flock locks the open file description: through an inherited descriptor it is the same one and excludes nobody — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = memfd_create("lock", 0);

    if (fd == -1)
        die("memfd_create");
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (flock(fd, LOCK_EX) == -1)
            die("flock");
        s->count++;
        if (flock(fd, LOCK_UN) == -1)
            die("flock");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
