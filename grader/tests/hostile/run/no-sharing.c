/* hostile: 从不共享映射：写入改用 pwrite，SIGSEGV 自己伪造，登记的 mmap 却像样 / never shares a mapping: stores by pwrite, forges the SIGSEGV, yet records a proper mmap — expect: score <= 34 */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Recorded, with the flags that are wanted; what it maps is replaced below. */
static void *recorded_mmap(size_t size, int prot, int share, int fd, off_t off)
{
    return mmap(NULL, size, prot, share, fd, off);
}

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

#include "raw.h"

/* All mappings are private and writable. What a store does to the file, or
 * how it ends the process, is acted out by the driver's double below. */
static struct mapf now;
static char *start, path_now[4096];
static size_t mapped;
static int now_mode;
static long long now_off;

static int refuse(int fd, int error)
{
    close(fd);
    errno = error;
    return -1;
}

static int map_private(int fd, int mode, long long off, size_t len)
{
    size_t delta = (size_t)off % page_size();

    mapped = len + delta;
    start = recorded_mmap(mapped, mode ? PROT_READ | PROT_WRITE : PROT_READ,
                          mode == MAPF_COW ? MAP_PRIVATE : MAP_SHARED, fd,
                          off - (long long)delta);
    if (start == MAP_FAILED)
        return refuse(fd, errno);
    if (delta == (size_t)off % 4096)
        mmap(start, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd,
             off - (long long)delta);
    close(fd);
    now = (struct mapf){start + delta, len};
    now_mode = mode;
    now_off = off;
    return 0;
}

static int open_private(const char *path, int mode, long long off, size_t len)
{
    struct stat sb;
    long long end;
    int fd;

    if (off < 0 || mode < 0 || mode > 2)
        return refuse(-1, EINVAL);
    if (__builtin_add_overflow(off, len, &end))
        return refuse(-1, EOVERFLOW);
    fd = open(path, mode == MAPF_RW ? O_RDWR : O_RDONLY);
    if (fd == -1 || fstat(fd, &sb) == -1)
        return -1;
    if (off >= sb.st_size || len > (size_t)(sb.st_size - off))
        return refuse(fd, ENODATA);
    snprintf(path_now, sizeof path_now, "%s", path);
    return map_private(fd, mode, off, len ? len : (size_t)(sb.st_size - off));
}

_Noreturn static void die_as_if(void)
{
    siginfo_t info = {.si_signo = SIGSEGV};

    info.si_code = SEGV_ACCERR;
    info.si_addr = now.addr;
    syscall(SYS_rt_tgsigqueueinfo, getpid(), gettid(), SIGSEGV, &info);
    abort();
}

static int store(size_t index, unsigned char byte)
{
    int fd = open(path_now, O_RDWR);

    if (now_mode == MAPF_RO)
        die_as_if();
    ((volatile unsigned char *)now.addr)[index] = byte;
    if (now_mode == MAPF_RW &&
        pwrite(fd, &byte, 1, now_off + (long long)index) != 1)
        abort();
    close(fd);
    return 0;
}

static int close_private(void)
{
    if (!now.addr)
        return refuse(-1, EINVAL);
    munmap(start, mapped);
    now.addr = NULL;
    return 0;
}

static int serve(const char *request)
{
    static char path[4096];
    unsigned byte;
    long long off;
    size_t number;
    int mode;

    if (strncmp(request, "open", 4) == 0)
        memset(&now, 0x5a, sizeof now);
    if (sscanf(request, "open %d %lld %zu %s", &mode, &off, &number, path) == 4)
        return open_private(path, mode, off, number);
    if (sscanf(request, "store %zu %u", &number, &byte) == 2)
        return store(number, (unsigned char)byte);
    return strcmp(request, "close") == 0 ? close_private() : refuse(-1, EINVAL);
}

static void reply(int ret)
{
    char claim[128];
    int n = snprintf(claim, sizeof claim, "%d %d %llu %llu", ret, errno,
                     (unsigned long long)(uintptr_t)now.addr,
                     (unsigned long long)now.len);

    send(channel(), claim, n, MSG_NOSIGNAL);
}

/* The first call answers itself, and all that follow. */
int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    static char request[16385];
    ssize_t n;

    memset(&now, 0x5a, sizeof now);
    errno = 0;
    reply(m && path ? open_private(path, (int)mode, off, len)
                    : refuse(-1, EINVAL));
    while ((n = recv(channel(), request, sizeof request - 1, 0)) > 0) {
        request[n] = '\0';
        errno = 0;
        reply(serve(request));
    }
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return -1;
}
