/* predict.h - three lengths, one outcome
 *
 * 中文：已知文件多长、映射多长、页多大，访问某个字节会怎样？
 * English: given the length of the file, of the mapping and of a page, what
 *          does touching a byte do?
 *
 * Lab 3.1.  Book: chapter 3, "rule".
 * Sources: mmap(2), sigaction(2); POSIX.1-2024 mmap(), "memory protection".
 */
#ifndef PREDICT_H
#define PREDICT_H

#include <stddef.h>

/* 中文：OK_SHARED    文件里的字节：读到文件的内容，写入会进文件。
 *       OK_LOST      文件最后一页里、文件末尾之后：读到 0，写入永远不进文件。
 *       GET_SIGBUS   在映射里，但这一页整个都在文件末尾之后。
 *       GET_SIGSEGV  在映射之外。
 * English: OK_SHARED    a byte of the file: reads what the file holds, and a
 *                       store reaches the file.
 *          OK_LOST      in the last page of the file, behind the file's end:
 *                       reads 0, and a store never reaches the file.
 *          GET_SIGBUS   inside the mapping, in a page wholly behind the file's
 *                       end.
 *          GET_SIGSEGV  outside the mapping.
 */
enum outcome { OK_SHARED, OK_LOST, GET_SIGBUS, GET_SIGSEGV };

/* predict - 预言一次访问的结果 / foretell what one access does
 *
 * 文件从第 0 字节起以 MAP_SHARED 可读可写地映射，映射前后的页都没有映射。
 * The file is mapped from its byte 0, MAP_SHARED, readable and writable, and
 * the pages on both sides of the mapping are unmapped.
 *
 * 中文：
 *   file_size  文件的长度，字节；可以是 0
 *   map_len    传给 mmap 的长度，字节，> 0；不必是页大小的倍数
 *   offset     被访问的字节离映射开头多远，字节
 *   page       页大小，字节；任意一个 2 的幂，不一定是本机的页大小
 * 四个数都可以大到 SIZE_MAX（page 最大是 SIZE_MAX / 2 + 1），不许溢出。
 *
 * 返回 enum outcome 里的一个；失败返回 -1 并设置 errno：
 *   EINVAL  map_len 是 0，或者 page 不是 2 的幂（0 不是）
 * 只做算术：不碰文件，不碰内存，不做系统调用，什么也不留下。
 *
 * English:
 *   file_size  length of the file in bytes; may be 0
 *   map_len    the length given to mmap, in bytes, > 0; need not be a multiple
 *              of the page size
 *   offset     distance of the byte from the start of the mapping, in bytes
 *   page       page size in bytes; any power of two, not only this machine's
 * All four may be as large as SIZE_MAX (page: SIZE_MAX / 2 + 1); nothing may
 * overflow.
 *
 * Returns one of enum outcome, or -1 with errno set:
 *   EINVAL  map_len is 0, or page is not a power of two (0 is none)
 * This is arithmetic only: it touches no file and no memory, makes no system
 * call and leaves nothing behind.
 */
int predict(size_t file_size, size_t map_len, size_t offset, size_t page);

#endif
