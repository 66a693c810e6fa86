/* wrong: 映射文件里的余额，父进程存钱，子进程取钱，没有锁 / a balance in a mapped file: the parent deposits, the child withdraws, no lock — found as: race|wrong-result */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const path = "lost-update-file.tmp";

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    long *balance;

    if (fd == -1)
        die("open");
    if (unlink(path) == -1)
        die("unlink");
    if (ftruncate(fd, sizeof *balance) == -1)
        die("ftruncate");
    balance =
        mmap(NULL, sizeof *balance, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (balance == MAP_FAILED)
        die("mmap");
    *balance = 100;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        *balance -= 30;
        _exit(0);
    }
    *balance += 50;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *balance != 120;
}
