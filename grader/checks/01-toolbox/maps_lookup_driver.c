/* maps_lookup_driver.c - make mappings, and have them looked up
 *
 * Requests about mappings: reserve LEN · map ADDR SHARED OFF LEN PATH (ADDR 0:
 *   anywhere; PATH "": anonymous) · unmap ADDR LEN · memfd LEN NAME ·
 *   shm LEN NAME · shm-unlink NAME · sysv KEY LEN
 * Requests about processes: self · child PATH · hidden · gone ·
 *   ending ZOMBIE · end-child
 * Requests to the student: find PID ADDR · find-null PID · count PID TEXT ·
 *   count-null PID · is-shared · is-shared-null · is-shared-made PERMS PATH ·
 *   repeat ROUNDS PID GONE ADDR HOLE TEXT
 * The answer to find is a text: result, errno and the bytes of the struct in
 * hexadecimal. All others answer in numbers, as said with each of them.
 */
#include "driver.h"
#include "maps_lookup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the struct holds before each maps_find: "untouched" can be seen. */
enum { UNTOUCHED = 0x5a };

static struct map_info m;
static pid_t child; /* the one that still has to be collected; 0: none */

/* ---- mappings: the answer is 0 and the address, or -1 and errno ---------- */

static void answer_address(void *p)
{
    answer(p == MAP_FAILED ? -1 : 0, errno, 1,
           (unsigned long long)(uintptr_t)p);
}

static void op_reserve(void)
{
    answer_address(mmap(NULL, (size_t)arg_size(), PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

static void *map_file(void *at, int flags, off_t off, size_t len,
                      const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC), saved;
    void *p;

    if (fd == -1)
        return MAP_FAILED;
    p = mmap(at, len, PROT_READ, flags, fd, off);
    saved = errno;
    close(fd);
    errno = saved;
    return p;
}

/* An address whose neighbours are unmapped: what the kernel would choose lies
 * against another mapping on one machine and not on the next. Nobody else maps
 * anything before we do. */
static void *island(size_t len)
{
    const size_t shore = (size_t)1 << 20;
    char *p = mmap(NULL, len + 2 * shore, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED || munmap(p, len + 2 * shore) == -1)
        return NULL;
    return p + shore;
}

static void op_map(void)
{
    void *at = (void *)(uintptr_t)arg_size();
    int flags = arg_number() ? MAP_SHARED : MAP_PRIVATE;
    off_t off = (off_t)arg_number();
    size_t len = (size_t)arg_size();

    if (!at)
        at = island(len);
    flags |= at ? MAP_FIXED : 0;
    if (*arg_rest())
        answer_address(map_file(at, flags, off, len, arg_rest()));
    else
        answer_address(mmap(at, len, PROT_READ | PROT_WRITE,
                            flags | MAP_ANONYMOUS, -1, 0));
}

static void op_unmap(void)
{
    void *at = (void *)(uintptr_t)arg_size();
    int ret = munmap(at, (size_t)arg_size());

    answer(ret, errno, 0);
}

/* Size it, map it shared, and let only the mapping keep it. */
static void *map_object(int fd, size_t len)
{
    void *p = MAP_FAILED;
    int saved;

    if (fd == -1)
        return MAP_FAILED;
    if (ftruncate(fd, (off_t)len) == 0)
        p = mmap(island(len), len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    saved = errno;
    close(fd);
    errno = saved;
    return p;
}

static void op_memfd(void)
{
    size_t len = (size_t)arg_size();

    answer_address(map_object(memfd_create(arg_rest(), MFD_CLOEXEC), len));
}

static void op_shm(void)
{
    size_t len = (size_t)arg_size();
    int fd = shm_open(arg_rest(), O_RDWR | O_CREAT | O_EXCL, 0600);

    answer_address(map_object(fd, len));
}

static void op_shm_unlink(void)
{
    int ret = shm_unlink(arg_rest());

    answer(ret, errno, 0);
}

/* The segment is marked for removal at once: no id is left behind. */
static void op_sysv(void)
{
    key_t key = (key_t)arg_number();
    int id = shmget(key, (size_t)arg_size(), IPC_CREAT | IPC_EXCL | 0600);
    void *p;

    if (id == -1) {
        answer_address(MAP_FAILED);
        return;
    }
    p = shmat(id, NULL, 0);
    shmctl(id, IPC_RMID, NULL);
    answer_address(p);
}

/* ---- processes ----------------------------------------------------------- */

static void op_self(void)
{
    answer(getpid(), 0, 0);
}

static void end_child(void)
{
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    child = 0;
}

_Noreturn static void be_child(const char *path, int dumpable, int ready)
{
    void *p = MAP_FAILED;

    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* never outlives its parent */
    if (*path)
        p = map_file(NULL, MAP_SHARED, 0, 4096, path);
    if ((*path && p == MAP_FAILED) ||
        prctl(PR_SET_DUMPABLE, dumpable, 0, 0, 0) == -1 ||
        write(ready, "r", 1) != 1)
        _exit(1);
    for (;;)
        pause();
}

/* start_child - a child that waits; it maps `path` first, unless "".
 * Returns 0, or -1 when it could not be made. */
static int start_child(const char *path, int dumpable)
{
    int ready[2];
    char word;
    ssize_t n;

    end_child();
    if (pipe2(ready, O_CLOEXEC) == -1)
        return -1;
    child = fork();
    if (child == 0)
        be_child(path, dumpable, ready[1]);
    close(ready[1]);
    n = child == -1 ? -1 : read(ready[0], &word, 1);
    close(ready[0]);
    return n == 1 ? 0 : -1;
}

/* Answer: its pid, or -1. */
static void op_child(void)
{
    int ret = start_child(arg_rest(), 1);

    answer(ret == -1 ? -1 : child, errno, 0);
}

static FILE *open_maps_of_child(void)
{
    char name[40];

    snprintf(name, sizeof name, "/proc/%d/maps", (int)child);
    return fopen(name, "re");
}

/* A child nobody may look at. Answer: its pid, and what opening its maps
 * gives on this machine (errno, 0: it opens). */
static void op_hidden(void)
{
    int ret = start_child("", 0), err = 0;
    FILE *f = open_maps_of_child();

    if (f)
        fclose(f);
    else
        err = errno;
    answer(ret == -1 ? -1 : child, err, 0);
}

/* Answer: the pid of a child that has been collected, or -1. */
static void op_gone(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    answer(waitpid(pid, NULL, 0), 0, 0);
}

/* A child that ends after its maps were opened; ZOMBIE: it is not collected
 * yet. Answer: its pid, the open FILE, and an open descriptor. */
static void op_ending(void)
{
    int zombie = (int)arg_number(), ret = start_child("", 1);
    pid_t pid = child;
    FILE *f = open_maps_of_child();
    char name[40];
    siginfo_t info;
    int fd;

    snprintf(name, sizeof name, "/proc/%d/maps", (int)pid);
    fd = open(name, O_RDONLY | O_CLOEXEC);
    if (ret == -1 || !f || fd == -1) {
        answer(-1, errno, 0);
        return;
    }
    kill(pid, SIGKILL);
    if (zombie)
        waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    else
        end_child();
    answer(pid, 0, 2, (unsigned long long)(uintptr_t)f, (unsigned long long)fd);
}

static void op_end_child(void)
{
    end_child();
    answer(0, 0, 0);
}

/* ---- the student's functions --------------------------------------------- */

static int find(pid_t pid, uintptr_t addr)
{
    memset(&m, UNTOUCHED, sizeof m);
    errno = 0;
    return maps_find(pid, addr, &m);
}

static void op_find(void)
{
    pid_t pid = (pid_t)arg_number();
    int ret = find(pid, (uintptr_t)arg_size()), err = errno;
    const unsigned char *byte = (const unsigned char *)&m;
    char text[64 + 2 * sizeof m];
    size_t used = (size_t)snprintf(text, 64, "%d %d ", ret, err);

    for (size_t i = 0; i < sizeof m; i++)
        used += (size_t)snprintf(text + used, 3, "%02x", byte[i]);
    answer_text(text);
}

static void op_find_null(void)
{
    int ret;

    errno = 0;
    ret = maps_find((pid_t)arg_number(), (uintptr_t)&m, NULL);
    answer(ret, errno, 0);
}

static void op_count(void)
{
    pid_t pid = (pid_t)arg_number();
    int ret;

    errno = 0;
    ret = maps_count(pid, arg_rest());
    answer(ret, errno, 0);
}

static void op_count_null(void)
{
    int ret;

    errno = 0;
    ret = maps_count((pid_t)arg_number(), NULL);
    answer(ret, errno, 0);
}

static void op_is_shared(void)
{
    answer(maps_is_shared(&m), 0, 0);
}

static void op_is_shared_null(void)
{
    answer(maps_is_shared(NULL), 0, 0);
}

static void op_is_shared_made(void)
{
    struct map_info made = {0};

    sscanf(arg_rest(), "%4s %255s", made.perms, made.path);
    answer(maps_is_shared(&made), 0, 0);
}

/* Four calls a round, until one of them does not give what it should. Answer:
 * the number of rounds that went well. */
static void op_repeat(void)
{
    long rounds = (long)arg_number(), done = 0;
    pid_t pid = (pid_t)arg_number(), gone = (pid_t)arg_number();
    uintptr_t addr = (uintptr_t)arg_size(), hole = (uintptr_t)arg_size();

    while (done < rounds && find(pid, addr) == 0 && find(pid, hole) == -1 &&
           errno == ENOENT && maps_count(pid, arg_rest()) == 1 &&
           find(gone, addr) == -1)
        done++;
    answer(done, 0, 0);
}

const struct driver_op driver_ops[] = {
    {"reserve", op_reserve},
    {"map", op_map},
    {"unmap", op_unmap},
    {"memfd", op_memfd},
    {"shm", op_shm},
    {"shm-unlink", op_shm_unlink},
    {"sysv", op_sysv},
    {"self", op_self},
    {"child", op_child},
    {"hidden", op_hidden},
    {"gone", op_gone},
    {"ending", op_ending},
    {"end-child", op_end_child},
    {"find", op_find},
    {"find-null", op_find_null},
    {"count", op_count},
    {"count-null", op_count_null},
    {"is-shared", op_is_shared},
    {"is-shared-null", op_is_shared_null},
    {"is-shared-made", op_is_shared_made},
    {"repeat", op_repeat},
    {NULL, NULL},
};
