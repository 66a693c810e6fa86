/* growlog.c - a log in a mapped file that grows and never faults
 *
 * 中文：顺序就是一切：先要地方，再写数据，最后一步才让别人看见。
 * English: order is everything: first the room, then the data, and only the
 *          last step lets anybody see it.
 *
 * Lab 3.3.  Book: chapter 3, "full-disk".  Contract: growlog.h.
 * Check: make growlog
 */
#include "growlog.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// SOLUTION BEGIN 3.3
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
enum { HEAD = sizeof(struct glog_header) };

/* committed_of - where the counter is now.  Asked for each time: the mapping
 * may have moved since. */
static _Atomic uint64_t *committed_of(struct glog *g)
{
    return &((struct glog_header *)g->base)->committed;
}

/* have_room - reserve the blocks of the file's bytes [from, to), so that no
 * store into them can fault.  0, or -1 with errno. */
static int have_room(int fd, uint64_t from, uint64_t to)
{
    int err; /* posix_fallocate returns it and leaves errno alone */

    if (to > INT64_MAX) {
        errno = EFBIG;
        return -1;
    }
    do {
        err = posix_fallocate(fd, (off_t)from, (off_t)(to - from));
    } while (err == EINTR);
    if (err == 0)
        return 0;
    errno = err;
    return -1;
}

/* have_mapping - see that the first `need` bytes of the file are mapped.
 *
 * It at least doubles, so that a long log is not moved at every record; the
 * part behind the end of the file is mapped, too, and never touched.  0, or -1
 * with errno, and then the mapping is what it was.
 */
static int have_mapping(struct glog *g, size_t need)
{
    int prot = g->writer ? PROT_READ | PROT_WRITE : PROT_READ;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = (need + page - 1) / page * page;
    void *base;

    if (need <= g->mapped)
        return 0;
    if (size < 2 * g->mapped)
        size = 2 * g->mapped;
    if (g->base == NULL)
        base = mmap(NULL, size, prot, MAP_SHARED, g->fd, 0);
    else
        base = mremap(g->base, g->mapped, size, MREMAP_MAYMOVE);
    if (base == MAP_FAILED)
        return -1;
    g->base = base;
    g->mapped = size;
    return 0;
}

/* file_size - bytes of the file, header and all; -1 with errno. */
static off_t file_size(int fd)
{
    struct stat st;

    return fstat(fd, &st) == -1 ? -1 : st.st_size;
}

/* readable - bytes of the data that may be read now; -1 with errno.
 *
 * The first size says whether the header can be touched.  The second one is
 * asked after the counter: a writer makes room before it commits, so the file
 * is now as long as the counter says, unless somebody has cut it.
 */
static int64_t readable(struct glog *g)
{
    off_t size = file_size(g->fd);
    uint64_t committed;

    if (size < HEAD)
        return size == -1 ? -1 : 0;
    if (have_mapping(g, HEAD) == -1)
        return -1;
    committed = atomic_load_explicit(committed_of(g), memory_order_acquire);
    size = file_size(g->fd);
    if (size < HEAD)
        return size == -1 ? -1 : 0;
    if (committed > (uint64_t)size - HEAD)
        return size - HEAD;
    return (int64_t)committed;
}
// SOLUTION END

int glog_open(struct glog *g, const char *path, int writer)
{
    // SOLUTION BEGIN 3.3
    //! /* TODO 3.3
    //!  * 中文：先读 chapters/03-edges/notes.zh.md#full-disk 和 #size-changes。
    //!  *   1. g 或 path 是 NULL：EINVAL。
    //!  *   2. 打开文件。写者和读者各用哪些标志？哪一个标志绝不能用？
    //!  *   3. 写者：怎样保证只有一个，在同一个进程里也是？锁拿不到就失败。
    //!  *   4. 写者：给头占好地方，再映射。读者：文件可能还没有头。
    //!  *   5. 中途失败：关闭描述符，保持 errno，*g 不变。
    //!  * English: first read chapters/03-edges/notes.en.md#full-disk and
    //!  *       #size-changes.
    //!  *   1. g or path is NULL: EINVAL.
    //!  *   2. Open the file.  Which flags for a writer, which for a reader,
    //!  *      and which one never?
    //!  *   3. A writer: what makes sure there is only one, within a process
    //!  *      too?  If the lock is taken, fail.
    //!  *   4. A writer: reserve the header, then map it.  A reader: there may
    //!  *      be no header yet.
    //!  *   5. On a failure half-way close the descriptor, keep errno, and
    //!  *      leave *g alone.
    //!  */
    //! (void)g, (void)path, (void)writer;
    //! errno = ENOSYS;
    //! return -1;
    struct glog log = {.fd = -1, .writer = writer != 0};
    int saved;

    if (g == NULL || path == NULL) {
        errno = EINVAL;
        return -1;
    }
    log.fd = TEMP_FAILURE_RETRY(
        open(path, (writer ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0666));
    if (log.fd == -1)
        return -1;
    if (writer) {
        /* flock belongs to this open of the file, not to the process: a second
         * open in the same process is refused as well */
        if (flock(log.fd, LOCK_EX | LOCK_NB) == -1)
            goto undo;
        /* bytes that exist keep their value, new ones are zero: committed 0 */
        if (have_room(log.fd, 0, HEAD) == -1)
            goto undo;
        if (have_mapping(&log, HEAD) == -1)
            goto undo;
    }
    *g = log;
    return 0;

undo:
    saved = errno;
    close(log.fd);
    errno = saved;
    return -1;
    // SOLUTION END
}

ssize_t glog_append(struct glog *g, const void *rec, size_t n)
{
    // SOLUTION BEGIN 3.3
    //! /* TODO 3.3
    //!  * 中文：先读 chapters/03-edges/notes.zh.md#full-disk 和 #neighbours。
    //!  *   1. 检查参数：EINVAL；只读的日志：EBADF。
    //!  *   2. 记录放在哪里？先占好它要的块，满了就在这里报 ENOSPC。
    //!  *   3. 映射够长吗？不够就变大；它可能搬家，哪些指针不能再用了？变不大
    //!  *      的时候，旧的映射还在吗？
    //!  *   4. 写数据，然后才提交，中间不能颠倒。committed 是原子的：读者靠它
    //!  *      知道数据已经写完，用 memory_order_release。
    //!  *   下面两行 LAB_POINT 留着：写数据之前一行，写完之后、提交之前一行。
    //!  * English: first read chapters/03-edges/notes.en.md#full-disk and
    //!  *       #neighbours.
    //!  *   1. Test the arguments: EINVAL; a log open for reading: EBADF.
    //!  *   2. Where does the record go?  Reserve its blocks first: if the disk
    //!  *      is full, this is where ENOSPC comes from.
    //!  *   3. Is the mapping long enough?  If not, let it grow; it may move,
    //!  *      so which pointers are void?  If it cannot grow, is the old one
    //!  *      still there?
    //!  *   4. Store the data, and only then commit; the order must not turn
    //!  *      round.  committed is atomic: by it readers know that the data is
    //!  *      complete, so use memory_order_release.
    //!  *   Keep the two LAB_POINT lines: one before the data is stored, one
    //!  *   after that and before the commit.
    //!  */
    //! (void)g, (void)rec, (void)n;
    //! LAB_POINT(1);
    //! LAB_POINT(2);
    //! errno = ENOSYS;
    //! return -1;
    uint64_t at, end;

    if (g == NULL || rec == NULL || n == 0 || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (!g->writer) {
        errno = EBADF;
        return -1;
    }
    /* nobody else stores it, so this load needs no order */
    at = atomic_load_explicit(committed_of(g), memory_order_relaxed);
    if (__builtin_add_overflow(HEAD + at, n, &end)) {
        errno = EFBIG;
        return -1;
    }
    if (have_room(g->fd, HEAD + at, end) == -1)
        return -1;
    if (have_mapping(g, (size_t)end) == -1)
        return -1;
    LAB_POINT(1);
    memcpy(g->base + HEAD + at, rec, n);
    LAB_POINT(2);
    /* release: who sees the new count sees the data as well */
    atomic_store_explicit(committed_of(g), at + n, memory_order_release);
    return (ssize_t)at;
    // SOLUTION END
}

ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n)
{
    // SOLUTION BEGIN 3.3
    //! /* TODO 3.3
    //!  * 中文：先读 chapters/03-edges/notes.zh.md#size-changes 和 #rule。
    //!  *   1. 检查参数：EINVAL。
    //!  *   2. 文件现在多长？头都没有，就是 0 个字节；碰一下就是 SIGBUS。
    //!  *   3. 提交了多少？用 memory_order_acquire 读。文件里真有这么多吗？
    //!  *   4. 从 off 起还剩多少？off 比末尾还远时，减法会怎样？
    //!  *   5. 映射够长吗？写者可能已经让文件变大了。
    //!  * English: first read chapters/03-edges/notes.en.md#size-changes and
    //!  *       #rule.
    //!  *   1. Test the arguments: EINVAL.
    //!  *   2. How long is the file now?  Without a header it is 0 bytes, and
    //!  *      touching it is a SIGBUS.
    //!  *   3. How much is committed?  Load it with memory_order_acquire.  Does
    //!  *      the file really hold that much?
    //!  *   4. How much is left from off on?  What becomes of the subtraction
    //!  *      if off is beyond the end?
    //!  *   5. Is the mapping long enough?  A writer may have made the file
    //!  *      longer.
    //!  */
    //! (void)g, (void)off, (void)buf, (void)n;
    //! errno = ENOSYS;
    //! return -1;
    int64_t end;

    if (g == NULL || buf == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    end = readable(g);
    if (end == -1)
        return -1;
    if (off >= (uint64_t)end)
        return 0;
    if (n > (uint64_t)end - off)
        n = (size_t)end - off;
    if (have_mapping(g, HEAD + off + n) == -1)
        return -1;
    memcpy(buf, g->base + HEAD + off, n);
    return (ssize_t)n;
    // SOLUTION END
}

int glog_close(struct glog *g)
{
    // SOLUTION BEGIN 3.3
    //! /* TODO 3.3
    //!  * 中文：g 是 NULL，或者已经关闭：EINVAL。解除映射（可能从来没有过），
    //!  *       关闭描述符，fd 变成 -1。锁要另外放掉吗？
    //!  * English: g is NULL, or closed already: EINVAL.  Unmap (there may
    //!  *       never have been a mapping), close the descriptor, set fd to -1.
    //!  *       Has the lock to be released as well?
    //!  */
    //! (void)g;
    //! errno = ENOSYS;
    //! return -1;
    if (g == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (g->base != NULL && munmap(g->base, g->mapped) == -1)
        return -1;
    close(g->fd); /* no mapping, no descriptor: the lock is gone, too */
    *g = (struct glog){.fd = -1};
    return 0;
    // SOLUTION END
}
