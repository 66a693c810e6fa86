/* page_math.h - sums with pages
 *
 * 中文：内核按整页管理内存，程序按字节要内存；两种单位之间的换算都在这里。
 * English: the kernel manages memory in whole pages, a program asks for bytes;
 *          every conversion between the two units is here.
 *
 * Lab 1.1.  Book: chapter 1, "pages".
 * Sources: sysconf(3), mmap(2); POSIX.1-2024 sysconf().
 */
#ifndef PAGE_MATH_H
#define PAGE_MATH_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* 中文：下面用 P 表示页大小。五个函数不分先后：哪一个都可以第一个被调用。
 * English: P stands for the page size below.  The five functions have no
 * order: any of them may be the first one that a program calls.
 */

/* pg_size - 一页有多少字节 / how many bytes a page has
 *
 * 中文：返回 sysconf(_SC_PAGESIZE) 给出的值，从不写死。这个调用不会失败。
 * 进程运行期间页大小不变，所以可以记住第一次问到的值。
 *
 * English: returns what sysconf(_SC_PAGESIZE) says, never a number written
 * into the program.  It cannot fail.  The page size stays the same while a
 * process runs, so the first answer may be remembered.
 */
size_t pg_size(void);

/* pg_round_up - 向上取整到整页 / round up to whole pages
 *
 * 中文：
 *   n  字节数，任何值都可以
 *
 * 返回不小于 n 的最小的 P 的倍数；n 是 0 时返回 0。成功时不碰 errno。
 * 这个倍数超过 SIZE_MAX 时返回 0，并设置 errno：
 *   EOVERFLOW  size_t 装不下结果
 *
 * English:
 *   n  bytes, any value
 *
 * Returns the smallest multiple of P that is not below n; 0 for 0.  A success
 * leaves errno alone.  If that multiple is above SIZE_MAX it returns 0 with
 * errno set:
 *   EOVERFLOW  the result does not fit a size_t
 */
size_t pg_round_up(size_t n);

/* pg_round_down - 向下取整到整页 / round down to whole pages
 *
 * 中文：
 *   n  字节数，任何值都可以
 *
 * 返回不大于 n 的最大的 P 的倍数。不会失败。
 *
 * English:
 *   n  bytes, any value
 *
 * Returns the largest multiple of P that is not above n.  It cannot fail.
 */
size_t pg_round_down(size_t n);

/* pg_span - 一段地址碰到多少页 / how many pages a range of addresses touches
 *
 * 中文：
 *   addr  第一个字节的地址，可以在页的中间
 *   len   字节数；0 表示空的一段，碰到 0 页
 *
 * 返回 [addr, addr + len) 至少占了一个字节的页有多少。不会失败。
 * 调用者保证这一段的末尾不超过 2 的 64 次方；正好等于它也算合法，这时
 * addr + len 在 uintptr_t 里是 0。
 *
 * English:
 *   addr  address of the first byte, which may be in the middle of a page
 *   len   bytes; 0 is an empty range, and touches 0 pages
 *
 * Returns how many pages hold at least one byte of [addr, addr + len).  It
 * cannot fail.  The caller sees to it that the range ends at or below 2 to the
 * 64; ending exactly there is allowed, and addr + len is 0 in a uintptr_t then.
 */
size_t pg_span(uintptr_t addr, size_t len);

/* pg_align_range - 为 mmap 把一段文件对齐 / align a range of a file for mmap
 *
 * 中文：
 *   off      想要的第一个字节在文件里的位置，>= 0
 *   len      想要的字节数，> 0
 *   map_off  输出：off 所在的页从哪里开始，是 P 的倍数，可以交给 mmap
 *   map_len  输出：从 map_off 起要映射的字节数，delta + len，不取整
 *   delta    输出：从页的开头到想要的字节有多远，0 到 P - 1
 *
 * 成功返回 0，失败返回 -1 并设置 errno；按这个顺序检查，失败时三个输出
 * 都保持原样：
 *   EINVAL     有输出是 NULL，off < 0，或者 len 是 0
 *   EOVERFLOW  delta + len 超过 SIZE_MAX
 *
 * English:
 *   off      where the first byte wanted is in the file, >= 0
 *   len      bytes wanted, > 0
 *   map_off  out: start of the page that holds off, a multiple of P, fit for
 *            mmap
 *   map_len  out: bytes to map from map_off on, delta + len, not rounded
 *   delta    out: how far the byte wanted is from there, 0 to P - 1
 *
 * Returns 0, or -1 with errno set; tested in this order, and a failure leaves
 * all three outputs as they were:
 *   EINVAL     an output is NULL, off < 0, or len is 0
 *   EOVERFLOW  delta + len exceeds SIZE_MAX
 */
int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta);

#endif
