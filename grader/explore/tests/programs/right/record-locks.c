/* right: fcntl 的记录锁，锁的正是要改的那条记录 / record locks of fcntl on exactly the record that changes */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const path = "record-locks.tmp";

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void lock_record(int fd, int i, short type)
{
    struct flock range = {.l_type = type,
                          .l_whence = SEEK_SET,
                          .l_start = i * (off_t)sizeof(int),
                          .l_len = sizeof(int)};

    if (fcntl(fd, F_SETLKW, &range) == -1)
        die("fcntl");
}

int main(void)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), *money;

    if (fd == -1)
        die("open");
    if (unlink(path) == -1)
        die("unlink");
    if (ftruncate(fd, 2 * sizeof *money) == -1)
        die("ftruncate");
    money = mmap(NULL, 2 * sizeof *money, PROT_READ | PROT_WRITE, MAP_SHARED,
                 fd, 0);
    if (money == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        lock_record(fd, i, F_WRLCK);
        money[i] += 10;
        lock_record(fd, i, F_UNLCK);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return money[0] != 20 || money[1] != 20;
}
