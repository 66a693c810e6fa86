/* wrong: 转账改两条记录，只锁了第二条 / moving money changes two records and locks only the second — found as: race|wrong-result */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

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
    int *money, fd = memfd_create("records", 0);

    if (fd == -1)
        die("memfd_create");
    if (ftruncate(fd, 2 * sizeof *money) == -1)
        die("ftruncate");
    money = mmap(NULL, 2 * sizeof *money, PROT_READ | PROT_WRITE, MAP_SHARED,
                 fd, 0);
    if (money == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        lock_record(fd, 0, F_WRLCK);
        money[0] += 100;
        lock_record(fd, 0, F_UNLCK);
        _exit(0);
    }
    lock_record(fd, 1, F_WRLCK);
    money[0] -= 30;
    money[1] += 30;
    lock_record(fd, 1, F_UNLCK);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return money[0] != 70 || money[1] != 30;
}
