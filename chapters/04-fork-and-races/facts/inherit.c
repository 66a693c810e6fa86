/* inherit.c - what a child has in common with its parent
 *
 * 中文：System V 段、fork 前创建的 memfd、文件偏移，父子共有；exec 之后映射没了。
 * English: a System V segment, a memfd made before fork and the file offset
 *          are common; after exec no mapping is left.
 *
 * Facts: M005, M101, M117, M118.  Sources: fork(2), execve(2), shmop(2).
 */
#include "fact.h"

#include <stdint.h>
#include <sys/shm.h>

static void add_one(void *p)
{
    ++*(int *)p;
}

static void ask_segment(void)
{
    int id = shmget(IPC_PRIVATE, sizeof(int), 0600);

    if (id == -1)
        die("shmget");
    int *p = shmat(id, NULL, 0);
    shmctl(id, IPC_RMID, NULL);
    if (p == (void *)-1)
        die("shmat");
    int status = run_child(add_one, p);
    report("M101", status == 0 && *p == 1,
           "System V segment attached before fork: child's store gives %d", *p);
    shmdt(p);
}

/* Map a memfd in the child, after fork, and store there. */
static void map_late(void *arg)
{
    int *p = mmap(NULL, sizeof *p, RW, MAP_SHARED, *(int *)arg, 0);

    if (p == MAP_FAILED)
        _exit(1);
    *p = 7;
}

static void read_ten(void *arg)
{
    char ten[10];

    if (read(*(int *)arg, ten, sizeof ten) != sizeof ten)
        _exit(1);
}

static void ask_files(void)
{
    int memory = memfd_create("inherit", MFD_CLOEXEC);

    if (memory == -1 || ftruncate(memory, sizeof(int)) == -1)
        die("memfd_create");
    int status = run_child(map_late, &memory);
    int *p = mmap(NULL, sizeof *p, RW, MAP_SHARED, memory, 0);
    if (p == MAP_FAILED)
        die("mmap");
    report("M117", status == 0 && *p == 7,
           "a memfd made before fork, mapped after it on each side: %d", *p);

    int fd = scratch_file(100);
    status = run_child(read_ten, &fd);
    off_t at = lseek(fd, 0, SEEK_CUR);
    report("M118", status == 0 && at == 10,
           "child reads 10 bytes: the parent's offset is %jd", (intmax_t)at);
    close(fd);
}

/* In the program that exec started: is the address mapped, the file there? */
static int after_exec(char **argv)
{
    unsigned char in_core;
    char c = 0;
    void *at = (void *)strtoul(argv[2], NULL, 16);
    int gone = mincore(at, 1, &in_core) == -1 && errno == ENOMEM;
    int there = pread(atoi(argv[3]), &c, 1, 0) == 1 && c == 'S';

    return 4 + gone + 2 * there;
}

static void ask_exec(void)
{
    char address[32], number[16];
    int status, fd = scratch_file((off_t)page_size());
    char *p = map_file(fd, page_size(), MAP_SHARED);

    *p = 'S';
    snprintf(address, sizeof address, "%jx", (uintmax_t)(uintptr_t)p);
    snprintf(number, sizeof number, "%d", fd);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        execl("/proc/self/exe", "inherit", "exec", address, number, NULL);
        _exit(1);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    report("M005", WIFEXITED(status) && WEXITSTATUS(status) == 7,
           "after execve: the mapping %s, the open descriptor %s",
           WEXITSTATUS(status) & 1 ? "is gone" : "is there",
           WEXITSTATUS(status) & 2 ? "still reads the object" : "fails");
}

int main(int argc, char **argv)
{
    if (argc == 4)
        return after_exec(argv);
    ask_segment();
    ask_files();
    ask_exec();
    return 0;
}
