/* share_alloc.c - memory that children share with their parent
 *
 * 中文：一个不要文件的共享映射；fork 复制的是页表，指的还是同一批页。
 * English: a shared mapping without a file; what fork copies is the page
 *          tables, and they name the same pages.
 *
 * Lab 4.1.  Book: chapter 4, "shared-anonymous".  Contract: share_alloc.h.
 * Check: make share_alloc
 */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

// SOLUTION BEGIN 4.1
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* from_dev_zero - the same memory, as it was had before anonymous mappings:
 * each mmap of this device is new memory of its own. */
static void *from_dev_zero(size_t n)
{
    int fd = TEMP_FAILURE_RETRY(open("/dev/zero", O_RDWR | O_CLOEXEC));
    int saved;
    void *p;

    if (fd == -1)
        return MAP_FAILED;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    saved = errno;
    close(fd); /* the mapping does not need it */
    errno = saved;
    return p;
}
// SOLUTION END

void *share_alloc(size_t n)
{
    // SOLUTION BEGIN 4.1
    //! /* TODO 4.1
    //!  * 中文：先读 chapters/04-fork-and-races/notes.zh.md#shared-anonymous
    //!  *       （匿名共享映射）和 #no-file（不需要文件）。
    //!  *   1. n 是 0：EINVAL。
    //!  *   2. 子进程写的，父进程要看得见：mmap 要哪两个标志？没有文件，fd
    //!  *      给什么？
    //!  *   3. mmap 失败时返回什么？你的函数失败时应该返回什么？
    //!  *   4. EINVAL 或者 ENOSYS：这个系统不认识匿名映射，改用 /dev/zero。要写
    //!  *      进去，得用什么方式打开？打开的描述符留到什么时候？
    //!  *   5. 收拾的时候，第一个失败的 errno 不能丢。
    //!  * English: first read
    //!  *       chapters/04-fork-and-races/notes.en.md#shared-anonymous and
    //!  *       #no-file.
    //!  *   1. n is 0: EINVAL.
    //!  *   2. The parent shall see what a child stores: which two flags does
    //!  *      mmap need?  There is no file: what is fd?
    //!  *   3. What does mmap return when it fails, and what must your function
    //!  *      return then?
    //!  *   4. EINVAL or ENOSYS: this system knows no anonymous mappings, take
    //!  *      /dev/zero.  How must it be opened to be written?  How long is
    //!  *      the descriptor needed?
    //!  *   5. The errno of the first failure must survive the tidying up.
    //!  */
    //! (void)n;
    //! errno = ENOSYS;
    //! return NULL;
    void *p;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (p == MAP_FAILED && (errno == EINVAL || errno == ENOSYS))
        p = from_dev_zero(n);
    return p == MAP_FAILED ? NULL : p;
    // SOLUTION END
}

int share_free(void *p, size_t n)
{
    // SOLUTION BEGIN 4.1
    //! /* TODO 4.1
    //!  * 中文：munmap 对 NULL 会怎么说？不要猜，查手册，或者试一试。
    //!  * English: what does munmap say to NULL?  Do not guess: look it up, or
    //!  *       try it.
    //!  */
    //! (void)p, (void)n;
    //! errno = ENOSYS;
    //! return -1;
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
    // SOLUTION END
}
