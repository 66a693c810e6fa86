/* killed.c - the holder dies
 *
 * 中文：拿着锁的进程被 SIGKILL 杀掉。信号量会自己放开吗？文件锁呢？
 * English: the process that holds the lock is killed. Does the semaphore
 *          let go? Does a record lock?
 *
 * Book: chapter 6, "not".  Sources: sem_overview(7), fcntl(2), kill(2).
 * Usage: ./killed   (makes and removes killed.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: both
static int lock_byte(int fd)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};

    return fcntl(fd, F_SETLK, &lock);
}

static void holder(sem_t *sem, int fd)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sem_wait(sem) == -1 || lock_byte(fd) == -1)
            die("lock");
        raise(SIGKILL);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}
// ANCHOR_END: both

static void show(const char *what, int result)
{
    printf("%-12s %s\n", what, result == 0 ? "ok" : strerrorname_np(errno));
}

int main(void)
{
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd = open("killed.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (sem == MAP_FAILED || fd == -1)
        die("mmap or open");
    if (unlink("killed.tmp") == -1)
        die("unlink");
    if (sem_init(sem, 1, 1) == -1)
        die("sem_init");

    // ANCHOR: after
    holder(sem, fd); /* takes both locks and is killed */
    show("semaphore", sem_trywait(sem));
    show("record lock", lock_byte(fd));
    // ANCHOR_END: after
    return EXIT_SUCCESS;
}
