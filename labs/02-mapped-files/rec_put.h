/* rec_put.h - records in a mapped file, and how long they last
 *
 * 中文：把定长的记录写进共享映射；要不要等它到磁盘上，由调用者决定。
 * English: store records of fixed size through a shared mapping; the caller
 *          decides whether to wait until they are on the disk.
 *
 * Lab 2.3.  Book: chapter 2, "durability".
 * Sources: mmap(2), msync(2), sysconf(3); POSIX.1-2024 msync().
 */
#ifndef REC_PUT_H
#define REC_PUT_H

#include <stddef.h>
#include <stdint.h>

/* 中文：72 个字节，不是 2 的幂，所以有些记录会跨过页的边界。
 * English: 72 bytes, no power of two, so some records cross the edge of a
 *          page. */
struct rec {
    uint64_t seq;  /* any number, in the byte order of this machine */
    char text[64]; /* at most 63 bytes, then NUL to the end of the field */
};

/* 中文：REC_NOSYNC  只写进映射，别的进程马上看得见，不管磁盘。
 *       REC_ASYNC   还要用 msync 通知内核，但不等。
 *       REC_SYNC    还要用 msync 等到数据写上磁盘。
 * English: REC_NOSYNC  stored in the mapping only: other processes see it at
 *                      once, the disk is left alone.
 *          REC_ASYNC   and the kernel is told by msync, without waiting.
 *          REC_SYNC    and msync waits until the data is on the disk.
 */
enum { REC_NOSYNC, REC_ASYNC, REC_SYNC };

/* rec_put - 写一条记录 / store a record
 *
 * 中文：
 *   base    MAP_SHARED、可读可写的映射的开头，在页的边界上
 *   maplen  映射的长度，字节；不必是页大小的倍数
 *   idx     第几条，从 0 起；它占 [idx * 72, idx * 72 + 72)
 *   seq     写进记录的编号
 *   text    以 NUL 结尾；只取前 63 个字节，text 字段剩下的全部清零。它不在
 *           这条记录里面
 *   sync    REC_NOSYNC、REC_ASYNC、REC_SYNC 之一
 *
 * 成功返回 0，失败返回 -1 并设置 errno。按下面的顺序检查，先遇到的先报：
 *   EINVAL  base 或 text 是 NULL，或者 sync 不是三者之一；什么也没有写
 *   ERANGE  这条记录不完全在 maplen 里，包括 idx * 72 溢出；什么也没有写
 *   其他    msync 的 errno，例如 EIO；这时记录已经写好，留在那里
 *
 * 写的正好是这 72 个字节，旁边的记录不变。REC_NOSYNC 不调用 msync；另外两种在
 * 写完之后调用一次：地址在页的边界上，范围盖住整条记录，但不碰记录之外的页，
 * 标志恰好含 MS_SYNC 和 MS_ASYNC 之一（可以再加 MS_INVALIDATE）。页的大小要问
 * 系统。EINTR 不会传给调用者：被信号打断的 msync 会再来一次。
 *
 * English:
 *   base    start of a MAP_SHARED mapping, readable and writable, on a page
 *           boundary
 *   maplen  bytes of the mapping; need not be a multiple of the page size
 *   idx     which record, from 0; it lies at [idx * 72, idx * 72 + 72)
 *   seq     the number to put into the record
 *   text    ends in NUL; only its first 63 bytes are taken, all the rest of
 *           the field text is zeroed.  It does not lie inside the record
 *   sync    one of REC_NOSYNC, REC_ASYNC, REC_SYNC
 *
 * Returns 0, or -1 with errno set.  Tested in this order, the first one wins:
 *   EINVAL  base or text is NULL, or sync is none of the three; nothing is
 *           stored
 *   ERANGE  the record is not wholly inside maplen, which includes an idx * 72
 *           that overflows; nothing is stored
 *   others  errno of msync, such as EIO; the record is stored by then, and
 *           stays
 *
 * Exactly these 72 bytes are stored, the records beside it do not change.
 * REC_NOSYNC makes no call of msync.  The other two make one, after the
 * stores: its address is on a page boundary, its range covers the whole record
 * and touches no page that the record does not, and its flags hold exactly one
 * of MS_SYNC and MS_ASYNC (MS_INVALIDATE may be added).  The system is asked
 * for the page size.  EINTR never reaches the caller: an interrupted msync is
 * made again.
 */
int rec_put(void *base, size_t maplen, size_t idx, uint64_t seq,
            const char *text, int sync);

/* rec_get - 读一条记录 / fetch a record
 *
 * 中文：
 *   base, maplen, idx  和 rec_put 一样；映射只要可读
 *   out                输出；失败时保持原样
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  base 或 out 是 NULL
 *   ERANGE  这条记录不完全在 maplen 里
 *
 * English:
 *   base, maplen, idx  as for rec_put; a mapping that can be read is enough
 *   out                out; untouched on failure
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  base or out is NULL
 *   ERANGE  the record is not wholly inside maplen
 */
int rec_get(const void *base, size_t maplen, size_t idx, struct rec *out);

#endif
