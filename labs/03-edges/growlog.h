/* growlog.h - a log in a mapped file that grows and never faults
 *
 * 中文：一个进程往日志里加，许多进程同时读；磁盘满了是错误，不是信号；写到一半
 *       被杀，谁也看不见那一半。
 * English: one process appends to the log, many read it meanwhile; a full disk
 *          is an error and not a signal; of a record cut short by a kill nobody
 *          sees a byte.
 *
 * Lab 3.3.  Book: chapter 3, "full-disk".
 * Sources: mmap(2), mremap(2), posix_fallocate(3), flock(2); C11 7.17.
 */
#ifndef GROWLOG_H
#define GROWLOG_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* 中文：文件 = 开头 8 个字节的头，后面全是数据。已经提交的是数据的前 committed
 *       个字节；再往后的字节还不算数，谁也不许读。
 * English: the file is a header of 8 bytes, then data.  The first `committed`
 *          bytes of the data are committed; bytes behind them do not count yet,
 *          and nobody may read them. */
struct glog_header {
    _Atomic uint64_t committed; /* bytes of data, without this header */
};

/* 中文：一个打开的日志。下面是建议的用法，你可以有自己的用法，只是 fd 在打开时
 *       是日志的描述符，关闭以后是 -1。
 * English: an open log.  What follows is a suggestion, and you may use the
 *          fields in your own way; only fd is the descriptor of the log while
 *          it is open, and -1 once it is closed. */
struct glog {
    int fd;
    char *base;    /* the mapping of the file from its byte 0, or NULL */
    size_t mapped; /* bytes of it */
    int writer;    /* 0: may only read */
};

/* glog_open - 打开日志 / open a log
 *
 * 中文：
 *   g       输出；失败时保持原样
 *   path    日志文件：由这里的函数写成的，或者是空的，或者还没有
 *   writer  非 0：可以写，文件不存在就创建（模式 0666，再减去 umask）；
 *           0：只读，从不创建文件
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL           g 或 path 是 NULL
 *   ENOENT           只读，而文件不存在
 *   EBUSY 或 EAGAIN  已经有一个写者，在别的进程里或者就在这个进程里
 *   ENOSPC           连头也没有地方放；新建的空文件可能留下
 *   其他             所用的调用的 errno，例如 EACCES、EMFILE、ENOMEM
 * 已有的内容从不截短。文件比头还短时，只读打开也成功。描述符带 O_CLOEXEC。失败
 * 时没有留下描述符和映射。
 *
 * English:
 *   g       out; untouched on failure
 *   path    the log: written by these functions, or empty, or not there yet
 *   writer  not 0: may append, and creates the file if it is missing (mode
 *           0666, less the umask); 0: reads only and never creates a file
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL           g or path is NULL
 *   ENOENT           a reader, and there is no such file
 *   EBUSY or EAGAIN  there is a writer already, in another process or in this
 *   ENOSPC           not even the header has room; the file, if new, may stay
 *                    behind, empty
 *   others           errno of the calls used, such as EACCES, EMFILE, ENOMEM
 * Nothing that the file holds is ever cut off.  A reader may open a file that
 * is shorter than the header.  The descriptor has O_CLOEXEC.  After a failure
 * no descriptor and no mapping is left.
 */
int glog_open(struct glog *g, const char *path, int writer);

/* glog_append - 加一条记录 / append a record
 *
 * 中文：
 *   g    打开来写的日志
 *   rec  n 个字节，不在日志自己的映射里
 *   n    字节数，> 0
 *
 * 返回这条记录在数据里的偏移（第一条是 0，头不算）；失败返回 -1 并设置 errno：
 *   EINVAL           g 或 rec 是 NULL，n 是 0，或者日志已经关闭
 *   EBADF 或 EACCES  日志是只读打开的
 *   ENOSPC           没有地方了；没有信号
 *   其他             所用的调用的 errno，例如 ENOMEM（映射变不大）
 * 失败时什么也没有提交，以前的记录照样能读，日志照样能用：等有了地方，再加就会
 * 成功。先有地方，再写数据，最后才提交，而且一次提交整条记录：什么时候被杀，读
 * 者看到的或者是整条，或者什么也没有。LAB_POINT(1) 在写数据之前，LAB_POINT(2)
 * 在写完数据之后、提交之前；每次成功的调用都经过这两处。
 *
 * English:
 *   g    a log open for writing
 *   rec  n bytes, not inside the log's own mapping
 *   n    bytes, > 0
 *
 * Returns the offset of the record in the data (the first one is 0, the header
 * does not count), or -1 with errno set:
 *   EINVAL           g or rec is NULL, n is 0, or the log is closed
 *   EBADF or EACCES  the log was opened for reading
 *   ENOSPC           no room left; there is no signal
 *   others           errno of the calls used, such as ENOMEM (the mapping
 *                    cannot grow)
 * After a failure nothing has been committed, earlier records can be read, and
 * the log can be used: once there is room, an append succeeds.  First comes
 * the room, then the data, and last the commit, which commits the whole record
 * at once: killed at any moment, it leaves readers with the whole record or
 * none of it.  LAB_POINT(1) is before the data is stored, LAB_POINT(2) is
 * after that and before the commit; each call that succeeds passes both.
 */
ssize_t glog_append(struct glog *g, const void *rec, size_t n);

/* glog_read - 读已经提交的字节 / read committed bytes
 *
 * 中文：
 *   g    打开的日志，写的和只读的都可以
 *   off  从数据的第几个字节读起
 *   buf  至少 n 个字节；n 可以是 0
 *
 * 返回读到的字节数：n，或者到已提交的末尾为止的个数；在末尾和末尾之后是 0。
 * 别的进程在这次调用之前提交的，这次就读得到。失败返回 -1 并设置 errno：
 *   EINVAL  g 或 buf 是 NULL，或者日志已经关闭
 *   其他    所用的调用的 errno，例如 ENOMEM；以后还可以再试
 * 文件比头还短：读到 0 个字节。文件被截短过，头里说的比文件里有的多：读到文件
 * 末尾为止。不会引起信号，除非文件正好在这次调用期间被截短。
 *
 * English:
 *   g    an open log, for writing or for reading
 *   off  from which byte of the data on
 *   buf  room for n bytes; n may be 0
 *
 * Returns the bytes read: n, or as many as there are up to the end of what is
 * committed; 0 at that end and beyond it.  What another process committed
 * before this call is read by it.  Or -1 with errno set:
 *   EINVAL  g or buf is NULL, or the log is closed
 *   others  errno of the calls used, such as ENOMEM; it may be tried again
 * A file shorter than the header reads 0 bytes.  If the file was cut, and the
 * header speaks of more than there is, reading stops at the end of the file.
 * There is no signal, unless the file is cut while the call runs.
 */
ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n);

/* glog_close - 关闭日志 / close a log
 *
 * 中文：成功返回 0，g->fd 变成 -1；没有留下描述符和映射，另一个写者可以打开了，
 *       文件留着。失败返回 -1 并设置 errno：
 *         EINVAL  g 是 NULL，或者已经关闭
 * English: returns 0, and g->fd is -1; no descriptor and no mapping is left,
 *          another writer may open the log, the file stays.  Or -1 with errno:
 *            EINVAL  g is NULL, or closed already
 */
int glog_close(struct glog *g);

#endif
