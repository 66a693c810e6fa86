/* page_math.c - sums with pages
 *
 * 中文：取整、数页、对齐。数值小的时候怎么写都对，难的是两端：0 和最大值。
 * English: rounding, counting pages, aligning.  Any way of writing it is right
 *          for small numbers; the two ends are hard: 0 and the largest value.
 *
 * Lab 1.1.  Book: chapter 1, "pages".  Contract: page_math.h.
 * Check: make page_math
 */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

size_t pg_size(void)
{
    /* TODO 1.1
     * 中文：先读 chapters/01-toolbox/notes.zh.md#pages（页）。
     *   问系统页有多大，不要写 4096：有的机器是 16384 或 65536。
     * English: first read chapters/01-toolbox/notes.en.md#pages.
     *   Ask the system how large a page is, do not write 4096: on some
     *   machines it is 16384 or 65536.
     */
    errno = ENOSYS;
    return 0;
}

size_t pg_round_up(size_t n)
{
    /* TODO 1.1
     * 中文：先读 chapters/01-toolbox/notes.zh.md#lab-page-math。
     *   1. 最后一页用了几个字节？正好用满时不要再加一页。
     *   2. 结果装不进 size_t 时：EOVERFLOW，返回 0。检查的那一步自己
     *      不能溢出。成功时不碰 errno。
     * English: first read chapters/01-toolbox/notes.en.md#lab-page-math.
     *   1. How many bytes of the last page are used?  If it is full
     *      already, do not add another page.
     *   2. If the result does not fit a size_t: EOVERFLOW, and 0.  The
     *      test itself must not overflow.  A success leaves errno alone.
     */
    (void)n;
    errno = ENOSYS;
    return 0;
}

size_t pg_round_down(size_t n)
{
    /* TODO 1.1
     * 中文：去掉最后一页里多出来的字节。n 可以大到 SIZE_MAX，中间结果
     *   放进 int 或者有符号的类型会怎样？见 notes.zh.md#types。
     * English: take away the bytes that begin a page.  n may be as large
     *   as SIZE_MAX: what becomes of it in an int, or in a signed type?
     *   See notes.en.md#types.
     */
    (void)n;
    errno = ENOSYS;
    return 0;
}

size_t pg_span(uintptr_t addr, size_t len)
{
    /* TODO 1.1
     * 中文：
     *   1. 空的一段碰到 0 页。
     *   2. 第一个字节在第几页？最后一个字节呢？
     *   3. 这一段可以正好到 2 的 64 次方为止：addr + len 是多少？
     * English:
     *   1. An empty range touches 0 pages.
     *   2. Which page holds the first byte?  Which one the last?
     *   3. The range may end exactly at 2 to the 64: what is addr + len
     *      then?
     */
    (void)addr, (void)len;
    errno = ENOSYS;
    return 0;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    /* TODO 1.1
     * 中文：
     *   1. 检查参数：EINVAL。
     *   2. off 离它那一页的开头有多远？
     *   3. 起点往前退了多少，长度就要加多少；加不下：EOVERFLOW。
     *   4. 全部检查通过以后才写三个输出。
     * English:
     *   1. Test the arguments: EINVAL.
     *   2. How far is off from the start of its page?
     *   3. As far as the start moved back the length must grow; if the
     *      sum does not fit: EOVERFLOW.
     *   4. Only after every test write the three outputs.
     */
    (void)off, (void)len, (void)map_off, (void)map_len, (void)delta;
    errno = ENOSYS;
    return -1;
}
