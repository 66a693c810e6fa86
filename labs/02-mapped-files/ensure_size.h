/* ensure_size.h - make a file at least so long
 *
 * 中文：让文件至少有这么长：留空洞、写最后一个字节，或者把块都占好。
 * English: make a file at least so long: with a hole, by its last byte, or with
 *          all blocks reserved.
 *
 * Lab 2.4.  Book: chapter 2, "growing".
 * Sources: ftruncate(2), lseek(2), write(2), posix_fallocate(3).
 */
#ifndef ENSURE_SIZE_H
#define ENSURE_SIZE_H

#include <sys/types.h>

/* 中文：GROW_SPARSE  新的部分是空洞，不占块。
 *       GROW_LSEEK   老办法：只在新的末尾写一个零字节，前面是空洞。
 *       GROW_ALLOC   新的部分的块全部占好：满了现在就报 ENOSPC，而不是以后
 *                    在映射里得到 SIGBUS。
 * English: GROW_SPARSE  the new part is a hole and takes no blocks.
 *          GROW_LSEEK   the old way: only one zero byte is written, at the new
 *                       end; before it lies a hole.
 *          GROW_ALLOC   all blocks of the new part are reserved: a full disk
 *                       is an ENOSPC now, and not a SIGBUS later in a mapping.
 */
enum grow { GROW_SPARSE, GROW_LSEEK, GROW_ALLOC };

/* ensure_size - 让文件至少有 want 字节 / make a file at least want bytes long
 *
 * 中文：
 *   fd    普通文件、memfd 或共享内存对象，可写，没有 O_APPEND
 *   want  要的长度，字节，>= 0；可以超过 4 GiB
 *   how   GROW_SPARSE、GROW_LSEEK、GROW_ALLOC 之一
 *
 * 返回：
 *    1  变大了，现在正好是 want
 *    0  本来就够大；什么也没有做，从不变小
 *   -1  失败，设置 errno，文件和以前一样长。按下面的顺序检查，先遇到的先报：
 *       EINVAL  want < 0，或者 how 不是三者之一
 *       其他    第一个失败的调用的 errno，例如 EBADF；ENOSPC（没有地方了）；
 *               EPERM（memfd 封住了，不许变大）
 *
 * 旧的字节和文件偏移都不变，失败时也一样。新的字节读出来是 0，除非以前有人通过
 * 映射写过文件末尾之后（见第 3 章 #tail）。调用期间没有别人改变文件的长度。
 * EINTR 不会传给调用者；返回 0 的 write 会再写一次。
 *
 * English:
 *   fd    a regular file, a memfd or a shared memory object, open for writing
 *         and not O_APPEND
 *   want  the length wanted, in bytes, >= 0; may be beyond 4 GiB
 *   how   one of GROW_SPARSE, GROW_LSEEK, GROW_ALLOC
 *
 * Returns
 *    1  it has grown, and is now exactly want long
 *    0  it was big enough; nothing was done, it never shrinks
 *   -1  with errno set, and the file as long as before.  Tested in this order,
 *       the first one wins:
 *       EINVAL  want < 0, or how is none of the three
 *       others  errno of the first call that failed, such as EBADF; ENOSPC (no
 *               room left); EPERM (a memfd sealed against growing)
 *
 * The old bytes and the file offset stay as they were, after a failure too.
 * The new bytes read as 0, unless somebody stored behind the end of the file
 * through a mapping before (see chapter 3, #tail).  Nobody else changes the
 * length during the call.  EINTR never reaches the caller; a write that
 * returns 0 is made again.
 */
int ensure_size(int fd, off_t want, enum grow how);

#endif
