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

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int glog_open(struct glog *g, const char *path, int writer)
{
    /* TODO 3.3
     * 中文：先读 chapters/03-edges/notes.zh.md#full-disk 和 #size-changes。
     *   1. g 或 path 是 NULL：EINVAL。
     *   2. 打开文件。写者和读者各用哪些标志？哪一个标志绝不能用？
     *   3. 写者：怎样保证只有一个，在同一个进程里也是？锁拿不到就失败。
     *   4. 写者：给头占好地方，再映射。读者：文件可能还没有头。
     *   5. 中途失败：关闭描述符，保持 errno，*g 不变。
     * English: first read chapters/03-edges/notes.en.md#full-disk and
     *       #size-changes.
     *   1. g or path is NULL: EINVAL.
     *   2. Open the file.  Which flags for a writer, which for a reader,
     *      and which one never?
     *   3. A writer: what makes sure there is only one, within a process
     *      too?  If the lock is taken, fail.
     *   4. A writer: reserve the header, then map it.  A reader: there may
     *      be no header yet.
     *   5. On a failure half-way close the descriptor, keep errno, and
     *      leave *g alone.
     */
    (void)g, (void)path, (void)writer;
    errno = ENOSYS;
    return -1;
}

ssize_t glog_append(struct glog *g, const void *rec, size_t n)
{
    /* TODO 3.3
     * 中文：先读 chapters/03-edges/notes.zh.md#full-disk 和 #neighbours。
     *   1. 检查参数：EINVAL；只读的日志：EBADF。
     *   2. 记录放在哪里？先占好它要的块，满了就在这里报 ENOSPC。
     *   3. 映射够长吗？不够就变大；它可能搬家，哪些指针不能再用了？变不大
     *      的时候，旧的映射还在吗？
     *   4. 写数据，然后才提交，中间不能颠倒。committed 是原子的：读者靠它
     *      知道数据已经写完，用 memory_order_release。
     *   下面两行 LAB_POINT 留着：写数据之前一行，写完之后、提交之前一行。
     * English: first read chapters/03-edges/notes.en.md#full-disk and
     *       #neighbours.
     *   1. Test the arguments: EINVAL; a log open for reading: EBADF.
     *   2. Where does the record go?  Reserve its blocks first: if the disk
     *      is full, this is where ENOSPC comes from.
     *   3. Is the mapping long enough?  If not, let it grow; it may move,
     *      so which pointers are void?  If it cannot grow, is the old one
     *      still there?
     *   4. Store the data, and only then commit; the order must not turn
     *      round.  committed is atomic: by it readers know that the data is
     *      complete, so use memory_order_release.
     *   Keep the two LAB_POINT lines: one before the data is stored, one
     *   after that and before the commit.
     */
    (void)g, (void)rec, (void)n;
    LAB_POINT(1);
    LAB_POINT(2);
    errno = ENOSYS;
    return -1;
}

ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n)
{
    /* TODO 3.3
     * 中文：先读 chapters/03-edges/notes.zh.md#size-changes 和 #rule。
     *   1. 检查参数：EINVAL。
     *   2. 文件现在多长？头都没有，就是 0 个字节；碰一下就是 SIGBUS。
     *   3. 提交了多少？用 memory_order_acquire 读。文件里真有这么多吗？
     *   4. 从 off 起还剩多少？off 比末尾还远时，减法会怎样？
     *   5. 映射够长吗？写者可能已经让文件变大了。
     * English: first read chapters/03-edges/notes.en.md#size-changes and
     *       #rule.
     *   1. Test the arguments: EINVAL.
     *   2. How long is the file now?  Without a header it is 0 bytes, and
     *      touching it is a SIGBUS.
     *   3. How much is committed?  Load it with memory_order_acquire.  Does
     *      the file really hold that much?
     *   4. How much is left from off on?  What becomes of the subtraction
     *      if off is beyond the end?
     *   5. Is the mapping long enough?  A writer may have made the file
     *      longer.
     */
    (void)g, (void)off, (void)buf, (void)n;
    errno = ENOSYS;
    return -1;
}

int glog_close(struct glog *g)
{
    /* TODO 3.3
     * 中文：g 是 NULL，或者已经关闭：EINVAL。解除映射（可能从来没有过），
     *       关闭描述符，fd 变成 -1。锁要另外放掉吗？
     * English: g is NULL, or closed already: EINVAL.  Unmap (there may
     *       never have been a mapping), close the descriptor, set fd to -1.
     *       Has the lock to be released as well?
     */
    (void)g;
    errno = ENOSYS;
    return -1;
}
