/* mapf.h - map any range of bytes of a file
 *
 * 中文：把文件的任意一段字节映射进内存，再干净地解除映射。
 * English: map any range of bytes of a file into memory, and unmap it without
 *          leaving a page behind.
 *
 * Lab 2.1.  Book: chapter 2, "offset".
 * Sources: mmap(2), open(2), fstat(2), sysconf(3); POSIX.1-2024 mmap().
 */
#ifndef MAPF_H
#define MAPF_H

#include <stddef.h>
#include <sys/types.h>

/* 中文：MAPF_RO   只读；往里写，进程收到 SIGSEGV（SEGV_ACCERR）。
 *       MAPF_RW   可读可写，写入的字节就是文件的字节。
 *       MAPF_COW  可读可写，写入的字节只有自己看得见（写时复制）。
 * English: MAPF_RO   read only; a store dies with SIGSEGV (SEGV_ACCERR).
 *          MAPF_RW   read and write; what is stored is the file's own byte.
 *          MAPF_COW  read and write; nobody else sees a store (copy on write).
 */
enum mapf_mode { MAPF_RO, MAPF_RW, MAPF_COW };

struct mapf {
    void *addr; /* the requested byte, not its page; NULL when closed */
    size_t len; /* bytes from addr on, not rounded to pages */
};

/* mapf_open - 映射文件的 [off, off + len) / map [off, off + len) of a file
 *
 * 中文：
 *   m     输出；失败时保持原样
 *   path  已经存在的文件；这个函数从不创建文件
 *   mode  MAPF_RO 和 MAPF_COW 只要求对文件有读权限；MAPF_RW 还要有写权限
 *   off   从文件开头算起的字节数，>= 0，不必是页大小的倍数
 *   len   字节数；0 表示一直到文件末尾，这时 m->len 给出实际长度
 *
 * 成功返回 0，失败返回 -1 并设置 errno。按下面的顺序检查，先遇到的先报：
 *   EINVAL     m 或 path 是 NULL，off < 0，或者 mode 不是三者之一
 *   EOVERFLOW  off + len 超过 off_t 的最大值
 *   其他       open 或 fstat 的 errno，例如 ENOENT、EACCES、EMFILE
 *   ENODATA    这一段不完全在文件里，或者一个字节也没有（空文件、off 在末尾）
 *   其他       mmap 的 errno，例如 ENODEV（目录）、ENOMEM（地址空间不够）
 *
 * 返回之后（不论成败）没有为它打开的描述符；失败时也没有留下映射。
 * 打开期间描述符带 O_CLOEXEC。EINTR 不会传给调用者。
 * 如果别人后来把文件截短，访问被截掉的页会收到 SIGBUS。
 *
 * English:
 *   m     out; untouched on failure
 *   path  an existing file; this call never creates one
 *   mode  MAPF_RO and MAPF_COW need only the right to read the file; MAPF_RW
 *         needs the right to write it as well
 *   off   bytes from the start of the file, >= 0; need not be a multiple of
 *         the page size
 *   len   bytes; 0 means up to the end of the file, and m->len says how many
 *
 * Returns 0, or -1 with errno set.  Tested in this order, the first one wins:
 *   EINVAL     m or path is NULL, off < 0, or mode is none of the three
 *   EOVERFLOW  off + len exceeds the largest off_t
 *   others     errno of open or fstat, such as ENOENT, EACCES, EMFILE
 *   ENODATA    the range is not wholly inside the file, or holds no byte at
 *              all (an empty file, off at its end)
 *   others     errno of mmap, such as ENODEV (a directory) or ENOMEM (not
 *              enough address space)
 *
 * After the call, good or bad, no descriptor of the file is open; after a
 * failure no mapping is left either.  While it is open the descriptor has
 * O_CLOEXEC.  EINTR never reaches the caller.  If somebody cuts the file
 * later, touching a page that was cut off raises SIGBUS.
 */
int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len);

/* mapf_close - 解除映射 / unmap
 *
 * 中文：
 *   m  由 mapf_open 填好的结构；成功后 m->addr 是 NULL
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  m 是 NULL，或者它已经关闭（addr 是 NULL）
 *   其他    munmap 的 errno；这时 m 保持原样
 * 这一段碰到的每一页都解除映射，连首尾不完整的页在内。
 *
 * English:
 *   m  filled in by mapf_open; m->addr is NULL after success
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  m is NULL, or it is closed already (addr is NULL)
 *   others  errno of munmap; m is untouched then
 * Every page that the range touches is unmapped, the partly used first and
 * last ones included.
 */
int mapf_close(struct mapf *m);

#endif
