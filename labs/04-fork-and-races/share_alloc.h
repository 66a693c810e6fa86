/* share_alloc.h - memory that children share with their parent
 *
 * 中文：分配一块内存，以后 fork 出来的子进程和父进程看到的是同一块。
 * English: allocate memory that children forked later share with their parent.
 *
 * Lab 4.1.  Book: chapter 4, "shared-anonymous".
 * Sources: mmap(2), munmap(2), fork(2), null(4); POSIX.1-2024 mmap().
 */
#ifndef SHARE_ALLOC_H
#define SHARE_ALLOC_H

#include <stddef.h>

/* share_alloc - 分配 n 个字节的共享内存 / n bytes of shared memory
 *
 * 中文：
 *   n  字节数，> 0；不必是页大小的倍数
 *
 * 返回内存的地址；失败返回 NULL（不是 MAP_FAILED）并设置 errno：
 *   EINVAL  n 是 0
 *   其他    mmap 的 errno，例如 ENOMEM（内存或者地址空间不够，包括 n 大得离谱）
 *
 * 这 n 个字节可读可写，一开始全是 0。调用之后 fork 出来的子进程、子进程的子进程
 * 都在同一个地址看到它们，谁写的大家都看得见。每次调用得到一块新的内存，和其他
 * 各块互不相干。
 *
 * 内存来自匿名映射：按各系统都认的写法，fd 给 -1，offset 给 0。如果这个 mmap
 * 因为 EINVAL 或者 ENOSYS 被拒绝（老的系统没有匿名映射），就改为映射 /dev/zero；
 * 这时 errno 由 open 或者第二个 mmap 决定。因为别的原因失败，就不再试。
 *
 * 不论成败，返回以后没有多出打开的描述符，也不留下任何名字。EINTR 不会传给
 * 调用者。
 *
 * English:
 *   n  bytes, > 0; need not be a multiple of the page size
 *
 * Returns the address of the memory, or NULL (not MAP_FAILED) with errno set:
 *   EINVAL  n is 0
 *   others  errno of mmap, such as ENOMEM (not enough memory or address space,
 *           which includes an n beyond all reason)
 *
 * The n bytes can be read and written, and are all 0 at first.  Children forked
 * after the call, and their children, find them at the same address, and what
 * one of them stores all of them see.  Each call gives new memory that has
 * nothing to do with any other.
 *
 * The memory is an anonymous mapping, asked for in the way every system takes:
 * fd -1, offset 0.  If that mmap is refused with EINVAL or ENOSYS (old systems
 * have no anonymous mappings) /dev/zero is mapped instead, and errno is that of
 * open or of the second mmap.  After any other failure nothing more is tried.
 *
 * After the call, good or bad, no descriptor is open that was not open before,
 * and no name is left anywhere.  EINTR never reaches the caller.
 */
void *share_alloc(size_t n);

/* share_free - 归还 / give it back
 *
 * 中文：
 *   p  share_alloc 返回的地址
 *   n  当时给 share_alloc 的字节数
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  p 是 NULL，或者 n 是 0；什么也没有解除
 *   其他    munmap 的 errno
 *
 * 只解除调用者自己的映射；别的进程里的那一份照旧。
 *
 * English:
 *   p  what share_alloc returned
 *   n  the bytes that were asked for then
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  p is NULL or n is 0; nothing is unmapped
 *   others  errno of munmap
 *
 * Only the caller's own mapping goes; other processes keep theirs.
 */
int share_free(void *p, size_t n);

#endif
