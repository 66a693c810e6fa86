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

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int ensure_size(int fd, off_t want, enum grow how)
{
    /* TODO 2.4
     * 中文：先读 chapters/02-mapped-files/notes.zh.md#growing。
     *   1. want < 0，或者不认识的 how：EINVAL。
     *   2. 问出文件多长。已经够大：返回 0，什么也不碰。
     *   3. GROW_SPARSE：哪个调用只改长度，不占块？被信号打断了怎么办？
     *   4. GROW_LSEEK：往哪里写一个字节，长度才正好是 want？写之前记下文件
     *      偏移，以后放回去；或者用不动偏移的那个调用。写了 0 个字节呢？
     *   5. GROW_ALLOC：从哪里起、占多少字节？posix_fallocate 怎样报告失败？
     *   6. 失败的路上：长度、偏移和 errno 都对吗？
     * English: first read chapters/02-mapped-files/notes.en.md#growing.
     *   1. want < 0, or a how that does not exist: EINVAL.
     *   2. Ask how long the file is.  Big enough: return 0, touch nothing.
     *   3. GROW_SPARSE: which call changes the length only and takes no
     *      blocks?  What if a signal interrupts it?
     *   4. GROW_LSEEK: where must one byte go so that the length is exactly
     *      want?  Note the file offset first and put it back afterwards, or
     *      take the call that leaves it alone.  What if 0 bytes were
     *      written?
     *   5. GROW_ALLOC: from where on, and how many bytes?  How does
     *      posix_fallocate report a failure?
     *   6. On every way out of a failure: are the length, the offset and
     *      errno right?
     */
    (void)fd, (void)want, (void)how;
    errno = ENOSYS;
    return -1;
}
