/* rec_put.c - records in a mapped file, and how long they last
 *
 * 中文：写进共享映射，别的进程马上看得见；要它熬过断电，还得说一声 msync。
 * English: what is stored in a shared mapping is seen at once; that it shall
 *          outlast a power failure has to be said, by msync.
 *
 * Lab 2.3.  Book: chapter 2, "durability".  Contract: rec_put.h.
 * Check: make rec_put
 */
#include "rec_put.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync)
{
    /* TODO 2.3
     * 中文：先读 chapters/02-mapped-files/notes.zh.md#durability（持久性）
     *       和 #one-cache（页缓存）。
     *   1. 检查参数：EINVAL；再检查这条记录在不在 maplen 里：ERANGE。
     *      idx 可以大到 SIZE_MAX，检查自己不能溢出。
     *   2. 写 seq 和 text：最多 63 个字节，text 字段剩下的全是 0，旁边的
     *      记录一个字节也不能变。
     *   3. REC_NOSYNC 到这里就完了。为什么别的进程已经看得见？
     *   4. msync 的地址要在页的边界上。记录的页从哪里开始？记录跨页的时候
     *      要盖住几页？页有多大，问系统。
     *   5. 两种 sync 各用哪个 MS_ 标志？msync 失败了，调用者要知道。
     * English: first read chapters/02-mapped-files/notes.en.md#durability
     *       and #one-cache (the page cache).
     *   1. Test the arguments: EINVAL; then whether the record lies inside
     *      maplen: ERANGE.  idx may be as large as SIZE_MAX, and the test
     *      itself must not overflow.
     *   2. Store seq and text: 63 bytes at most, zeros in all the rest of
     *      the field, and not one byte of the records beside it.
     *   3. REC_NOSYNC is done here.  Why do other processes see it already?
     *   4. msync wants an address on a page boundary.  Where does the page
     *      of the record start?  How many pages must be covered when the
     *      record crosses an edge?  Ask the system how big a page is.
     *   5. Which MS_ flag belongs to which sync?  If msync fails, the
     *      caller has to know.
     */
    (void)base, (void)maplen, (void)idx, (void)seq, (void)text, (void)sync;
    errno = ENOSYS;
    return -1;
}

int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out)
{
    /* TODO 2.3
     * 中文：参数的检查和 rec_put 一样；失败时不能碰 *out。
     * English: the arguments are tested as in rec_put; a failure must
     *       leave *out alone.
     */
    (void)base, (void)maplen, (void)idx, (void)out;
    errno = ENOSYS;
    return -1;
}
