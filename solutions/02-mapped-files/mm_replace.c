/* mm_replace.c - replace a byte in place, or only try it
 *
 * 中文：映射之后，文件就是一个数组；没有 read，没有 write，也没有缓冲区。
 * English: once it is mapped, a file is an array; no read, no write, no buffer.
 *
 * Lab 2.2.  Book: chapter 2, "sharing".  Contract: mm_replace.h.
 * Check: make mm_replace
 */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// SOLUTION BEGIN 2.2
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* file_size - bytes in the file behind fd.
 *
 * Returns the size, or -1 with EISDIR or the errno of fstat.  A directory is
 * refused here because on some file systems its size is 0, and an empty file
 * is a success.
 */
static off_t file_size(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == -1)
        return -1;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    return st.st_size;
}

/* scan - count the bytes of p[0 .. size) that equal from; if store is not 0
 * they become to.  Bytes are unsigned: as plain char, 0x80 and above would be
 * negative on this machine and never equal from. */
static long scan(unsigned char *p, size_t size, unsigned char from,
                 unsigned char to, int store)
{
    long count = 0;

    for (size_t i = 0; i < size; i++) {
        if (p[i] != from)
            continue;
        count++;
        if (store)
            p[i] = to;
    }
    return count;
}
// SOLUTION END

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    // SOLUTION BEGIN 2.2
    //! /* TODO 2.2
    //!  * 中文：先读 chapters/02-mapped-files/notes.zh.md#sharing（共享与私有）
    //!  *       和 #permissions（打开方式、保护、标志）。
    //!  *   1. path 是 NULL：EINVAL。
    //!  *   2. 打开文件。试运行（commit 是 0）只有读权限也要能用。
    //!  *   3. 问出文件多长。空文件：mmap 的长度不能是 0，答案却已经知道了。
    //!  *   4. 映射整个文件。写入该不该到达文件？试运行连 mtime 都不能变。
    //!  *   5. 数 from，要换的就换。数据里可以有 NUL，也可以有 0x80 以上的字节；
    //!  *      只数文件里的字节，不数最后一页剩下的部分。
    //!  *   6. 解除映射，关闭描述符；失败的路上也一样，并保持 errno。
    //!  * English: first read chapters/02-mapped-files/notes.en.md#sharing and
    //!  *       #permissions (open mode, protection, flags).
    //!  *   1. path is NULL: EINVAL.
    //!  *   2. Open the file.  A dry run (commit 0) has to work with the right
    //!  *      to read alone.
    //!  *   3. Ask how long the file is.  An empty one: mmap takes no length 0,
    //!  *      but the answer is known already.
    //!  *   4. Map the whole file.  Should a store reach the file?  A dry run
    //!  *      must not even change its mtime.
    //!  *   5. Count from, and replace where asked.  The data may hold NULs and
    //!  *      bytes of 0x80 and above; count the file's bytes only, not the
    //!  *      rest of the last page.
    //!  *   6. Unmap, close the descriptor; on the way out of a failure too,
    //!  *      keeping errno.
    //!  */
    //! (void)path, (void)from, (void)to, (void)commit;
    //! errno = ENOSYS;
    //! return -1;
    long count = -1;
    unsigned char *p;
    off_t size;
    int fd, saved;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = TEMP_FAILURE_RETRY(
        open(path, (commit ? O_RDWR : O_RDONLY) | O_CLOEXEC));
    if (fd == -1)
        return -1;
    size = file_size(fd);
    if (size <= 0) {
        count = size; /* -1 failed, 0 empty: mmap refuses a length of 0 */
        goto done;
    }
    p = mmap(NULL, (size_t)size, commit ? PROT_READ | PROT_WRITE : PROT_READ,
             MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        goto done;
    /* a store of the same byte would change nothing but the mtime */
    count = scan(p, (size_t)size, from, to, commit && from != to);
    if (munmap(p, (size_t)size) == -1)
        count = -1;
done:
    saved = errno; /* close may change it */
    close(fd);
    errno = saved;
    return count;
    // SOLUTION END
}
