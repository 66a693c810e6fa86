/* mapf.c - map any range of bytes of a file
 *
 * 中文：mmap 只认整页，调用者要的却是任意一段字节；两者之间的账由这里算。
 * English: mmap knows only whole pages, the caller wants any range of bytes;
 *          the sums between the two are done here.
 *
 * Lab 2.1.  Book: chapter 2, "offset".  Contract: mapf.h.  Check: make mapf
 */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// SOLUTION BEGIN 2.1
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* What each mode asks of open and of mmap.  The descriptor must always be
 * readable; only a shared writable mapping needs it writable too, because only
 * there a store ends up in the file. */
static const struct {
    int oflag, prot, share;
} how[] = {
    [MAPF_RO] = {O_RDONLY, PROT_READ, MAP_SHARED},
    [MAPF_RW] = {O_RDWR, PROT_READ | PROT_WRITE, MAP_SHARED},
    [MAPF_COW] = {O_RDONLY, PROT_READ | PROT_WRITE, MAP_PRIVATE},
};

/* page_size - bytes in a page of the running system; this question to sysconf
 * cannot fail. */
static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* fit_range - see that [off, off + *len) holds bytes of the file, all of them.
 *
 *   len  in: bytes wanted, 0 for "up to the end"; out: bytes to map, > 0
 *
 * Returns 0, or -1 with ENODATA or the errno of fstat; *len is untouched then.
 */
static int fit_range(int fd, off_t off, size_t *len)
{
    struct stat st;
    size_t rest;

    if (fstat(fd, &st) == -1)
        return -1;
    rest = off < st.st_size ? (size_t)(st.st_size - off) : 0;
    if (rest == 0 || *len > rest) {
        errno = ENODATA;
        return -1;
    }
    if (*len == 0)
        *len = rest;
    return 0;
}
// SOLUTION END

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    // SOLUTION BEGIN 2.1
    //! /* TODO 2.1
    //!  * 中文：先读 chapters/02-mapped-files/notes.zh.md#offset（偏移）和
    //!  *       #permissions（打开方式、保护、标志）。
    //!  *   1. 检查参数：EINVAL；再检查 off + len 装不装得进 off_t：EOVERFLOW。
    //!  *      小心：检查溢出的那一步自己不能溢出。
    //!  *   2. 打开文件，带 O_CLOEXEC。三种 mode 各需要哪种打开方式？
    //!  *   3. 问出文件多长。区间不完全在里面，或者是空的：ENODATA。
    //!  *      len 是 0 时，算出一直到文件末尾有多少字节。
    //!  *   4. mmap 的 offset 必须是页大小的倍数。页从哪里开始？要多映射几个
    //!  *      字节？三种 mode 各用哪些 PROT_ 和 MAP_？失败时返回的是什么？
    //!  *   5. 关闭描述符（映射还在）。全部成功以后才写 *m：addr 指向调用者
    //!  *      要的那个字节，而不是页的开头。
    //!  *   6. 中途失败：撤销已经做的，errno 保持第一个失败调用的值。
    //!  * English: first read chapters/02-mapped-files/notes.en.md#offset and
    //!  *       #permissions (open mode, protection, flags).
    //!  *   1. Test the arguments: EINVAL; then whether off + len fits an
    //!  *      off_t: EOVERFLOW.  The test itself must not overflow.
    //!  *   2. Open the file, with O_CLOEXEC.  Which open mode does each of the
    //!  *      three modes need?
    //!  *   3. Ask how long the file is.  A range not wholly inside, or empty:
    //!  *      ENODATA.  If len is 0, work out the bytes up to the end.
    //!  *   4. The offset of mmap must be a multiple of the page size.  Where
    //!  *      does the page start, how many bytes more must be mapped, which
    //!  *      PROT_ and MAP_ does each mode take, what is the failure value?
    //!  *   5. Close the descriptor (the mapping stays).  Only after all went
    //!  *      well fill *m: addr is the byte asked for, not its page's start.
    //!  *   6. On a failure half-way: undo what was done, and keep the errno of
    //!  *      the call that failed first.
    //!  */
    //! (void)m, (void)path, (void)mode, (void)off, (void)len;
    //! errno = ENOSYS;
    //! return -1;
    int fd, saved;
    size_t delta;
    off_t end;
    char *start;

    if (m == NULL || path == NULL || off < 0 || (unsigned)mode > MAPF_COW) {
        errno = EINVAL;
        return -1;
    }
    if (__builtin_add_overflow(off, len, &end)) { /* exact for every len */
        errno = EOVERFLOW;
        return -1;
    }
    fd = TEMP_FAILURE_RETRY(open(path, how[mode].oflag | O_CLOEXEC));
    if (fd == -1)
        return -1;
    if (fit_range(fd, off, &len) == -1)
        goto undo;
    delta = (size_t)off % page_size();
    start = mmap(NULL, delta + len, how[mode].prot, how[mode].share, fd,
                 off - (off_t)delta);
    if (start == MAP_FAILED)
        goto undo;
    close(fd); /* the mapping keeps the file, the number is free again */
    m->addr = start + delta;
    m->len = len;
    return 0;

undo:
    saved = errno; /* close may change it */
    close(fd);
    errno = saved;
    return -1;
    // SOLUTION END
}

int mapf_close(struct mapf *m)
{
    // SOLUTION BEGIN 2.1
    //! /* TODO 2.1
    //!  * 中文：先读 chapters/02-mapped-files/notes.zh.md#munmap。
    //!  *   1. m 是 NULL，或者已经关闭：EINVAL。
    //!  *   2. munmap 要的是页的开头。从 addr 怎样找回它？
    //!  *   3. 要解除多少字节，最后一页才不会留下？
    //!  *   4. munmap 成功以后把 addr 设成 NULL，这样第二次关闭就能认出来。
    //!  * English: first read chapters/02-mapped-files/notes.en.md#munmap.
    //!  *   1. m is NULL, or closed already: EINVAL.
    //!  *   2. munmap wants the start of a page.  How do you get from addr
    //!  *      back to it?
    //!  *   3. How many bytes must go so that the last page does not stay?
    //!  *   4. After munmap went well set addr to NULL: that is how a second
    //!  *      close is recognised.
    //!  */
    //! (void)m;
    //! errno = ENOSYS;
    //! return -1;
    size_t delta;

    if (m == NULL || m->addr == NULL) {
        errno = EINVAL;
        return -1;
    }
    delta = (uintptr_t)m->addr % page_size(); /* the same as in mapf_open */
    if (munmap((char *)m->addr - delta, delta + m->len) == -1)
        return -1;
    m->addr = NULL;
    return 0;
    // SOLUTION END
}
