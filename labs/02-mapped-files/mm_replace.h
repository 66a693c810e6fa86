/* mm_replace.h - replace a byte in place, or only try it
 *
 * 中文：不经过 read 和 write，在映射里数一个字节、换掉它；也可以只数不换。
 * English: count a byte and replace it through a mapping, without read and
 *          write; or count only.
 *
 * Lab 2.2.  Book: chapter 2, "sharing".
 * Sources: mmap(2), open(2), fstat(2), msync(2); POSIX.1-2024 mmap().
 */
#ifndef MM_REPLACE_H
#define MM_REPLACE_H

/* mm_replace - 数出并替换字节 / count and replace bytes
 *
 * 中文：
 *   path    已经存在的普通文件，可以是空的；这个函数从不创建文件
 *   from    要找的字节，0 到 255 都可以，包括 NUL
 *   to      换成的字节；可以等于 from，照样计数
 *   commit  0：试运行，文件内容和修改时间（mtime）都不变，只需要读权限；
 *           非 0：文件里每个 from 都变成 to，文件长度不变，需要写权限
 *
 * 返回文件里等于 from 的字节数（空文件是 0）；失败返回 -1 并设置 errno：
 *   EINVAL  path 是 NULL
 *   EISDIR 或 ENODEV  path 是目录
 *   其他    open、fstat、mmap 或 munmap 的 errno，例如 ENOENT、EACCES、ENOMEM
 *
 * 数据不经过任何一种读写调用（read、pread、readv、write、sendfile、
 * copy_file_range……）。文件末尾之后、最后一页里的零不算文件的内容。
 * 返回之后没有留下描述符和映射。不等数据写到磁盘：别的进程马上看得见新的
 * 字节，断电却可能丢。EINTR 不会传给调用者。
 *
 * English:
 *   path    an existing regular file, empty or not; this call never creates one
 *   from    the byte to look for, any of 0 to 255, NUL included
 *   to      the byte to put there; may equal from, and is counted all the same
 *   commit  0: a dry run, the file's bytes and its mtime stay as they are, and
 *           the right to read is enough;
 *           not 0: every from in the file becomes to, the file keeps its size,
 *           and the right to write is needed
 *
 * Returns the number of bytes of the file that equal from (0 for an empty
 * file), or -1 with errno set:
 *   EINVAL  path is NULL
 *   EISDIR or ENODEV  path is a directory
 *   others  errno of open, fstat, mmap or munmap, such as ENOENT, EACCES,
 *           ENOMEM
 *
 * The data goes through no read or write call of any kind (read, pread, readv,
 * write, sendfile, copy_file_range ...).  The zeroes between the end of the
 * file and the end of its last page are no bytes of the file.  No descriptor
 * and no mapping is left behind.  The call does not wait for the disk: other
 * processes see the new bytes at once, a power failure may still lose them.
 * EINTR never reaches the caller.
 */
long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit);

#endif
