/* right: 子进程 execl 同一个程序，按名字找到对象和信号量 / the child executes the same program again, which finds object and semaphore by name */
#include <err.h>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/exec-itself"

static int *add(int flags)
{
    int fd = shm_open(NAME, O_RDWR | flags, 0600), *count;
    sem_t *lock = sem_open(NAME ".lock", flags, 0600, 1);

    if (fd == -1 || lock == SEM_FAILED)
        err(1, "open");
    if (ftruncate(fd, sizeof *count) == -1)
        err(1, "ftruncate");
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED)
        err(1, "mmap");
    if (sem_wait(lock) == -1)
        err(1, "sem_wait");
    ++*count;
    if (sem_post(lock) == -1)
        err(1, "sem_post");
    if (sem_close(lock) == -1)
        err(1, "sem_close");
    return count;
}

int main(int argc, char *argv[])
{
    int status, *count;

    if (argc > 1) {
        add(0);
        return 0;
    }
    add(O_CREAT);
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        execl("/proc/self/exe", argv[0], "second", (char *)NULL);
        err(1, "execl");
    }
    count = add(0);
    if (waitpid(pid, &status, 0) == -1)
        err(1, "waitpid");
    if (shm_unlink(NAME) == -1)
        err(1, "shm_unlink");
    if (sem_unlink(NAME ".lock") == -1)
        err(1, "sem_unlink");
    return status != 0 || *count != 3;
}
