/* ensure_size.c - make a file at least so long
 *
 * 中文：三种办法让文件变大，差别在于：新的部分有没有块。
 * English: three ways to make a file longer; they differ in whether there are
 *          blocks behind the new part.
 *
 * Lab 2.4.  Book: chapter 2, "growing".  Contract: ensure_size.h.
 * Check: make ensure_size
 */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// SOLUTION BEGIN 2.4
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* grow_last_byte - write one zero byte at want - 1.  pwrite is lseek and write
 * in one, and leaves the offset alone, which others may share. */
static int grow_last_byte(int fd, off_t want)
{
    ssize_t n;

    do {
        n = TEMP_FAILURE_RETRY(pwrite(fd, "", 1, want - 1));
    } while (n == 0); /* nothing written, and no error either: once more */
    return n == -1 ? -1 : 0;
}

/* grow_reserved - reserve the blocks of [size, want).
 *
 * Returns 0, or -1 with errno and the file size bytes long.  Some file systems
 * keep what they could get before they were full: that is cut off again.
 */
static int grow_reserved(int fd, off_t size, off_t want)
{
    int err; /* posix_fallocate returns it and leaves errno alone */

    do {
        err = posix_fallocate(fd, size, want - size);
    } while (err == EINTR);
    if (err == 0)
        return 0;
    if (TEMP_FAILURE_RETRY(ftruncate(fd, size)) == -1) {
        /* nothing more can be done; the first error is the one that counts */
    }
    errno = err;
    return -1;
}
// SOLUTION END

int ensure_size(int fd, off_t want, enum grow how)
{
    // SOLUTION BEGIN 2.4
    //! /* TODO 2.4
    //!  * 中文：先读 chapters/02-mapped-files/notes.zh.md#growing。
    //!  *   1. want < 0，或者不认识的 how：EINVAL。
    //!  *   2. 问出文件多长。已经够大：返回 0，什么也不碰。
    //!  *   3. GROW_SPARSE：哪个调用只改长度，不占块？被信号打断了怎么办？
    //!  *   4. GROW_LSEEK：往哪里写一个字节，长度才正好是 want？写之前记下文件
    //!  *      偏移，以后放回去；或者用不动偏移的那个调用。写了 0 个字节呢？
    //!  *   5. GROW_ALLOC：从哪里起、占多少字节？posix_fallocate 怎样报告失败？
    //!  *   6. 失败的路上：长度、偏移和 errno 都对吗？
    //!  * English: first read chapters/02-mapped-files/notes.en.md#growing.
    //!  *   1. want < 0, or a how that does not exist: EINVAL.
    //!  *   2. Ask how long the file is.  Big enough: return 0, touch nothing.
    //!  *   3. GROW_SPARSE: which call changes the length only and takes no
    //!  *      blocks?  What if a signal interrupts it?
    //!  *   4. GROW_LSEEK: where must one byte go so that the length is exactly
    //!  *      want?  Note the file offset first and put it back afterwards, or
    //!  *      take the call that leaves it alone.  What if 0 bytes were
    //!  *      written?
    //!  *   5. GROW_ALLOC: from where on, and how many bytes?  How does
    //!  *      posix_fallocate report a failure?
    //!  *   6. On every way out of a failure: are the length, the offset and
    //!  *      errno right?
    //!  */
    //! (void)fd, (void)want, (void)how;
    //! errno = ENOSYS;
    //! return -1;
    struct stat st;
    int rc;

    if (want < 0 || (unsigned)how > GROW_ALLOC) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(fd, &st) == -1)
        return -1;
    if (st.st_size >= want)
        return 0;
    if (how == GROW_SPARSE)
        rc = TEMP_FAILURE_RETRY(ftruncate(fd, want));
    else if (how == GROW_LSEEK)
        rc = grow_last_byte(fd, want);
    else
        rc = grow_reserved(fd, st.st_size, want);
    return rc == -1 ? -1 : 1;
    // SOLUTION END
}
