/* safe_copy.h - copy memory that may fault, and live
 *
 * 中文：从随时可能出故障的内存里拷贝：出了故障得到的是错误，不是死亡。
 * English: copy from memory that may fault at any byte: a fault becomes an
 *          error and not the end of the process.
 *
 * Lab 3.2.  Book: chapter 3, "handlers".
 * Sources: sigaction(2), sigsetjmp(3), signal-safety(7), process_vm_readv(2);
 *          POSIX.1-2024 sigaction().
 */
#ifndef SAFE_COPY_H
#define SAFE_COPY_H

#include <stddef.h>
#include <sys/types.h>

/* safe_copy - 拷贝 n 个字节，src 可以出故障 / copy n bytes, src may fault
 *
 * 中文：
 *   dst  拷到哪里；和 [src, src + n) 不重叠
 *   src  从哪里拷；用户空间里的任何地址都可以，NULL 也只是一个地址
 *   n    字节数；0 总是成功，src 不会被碰到
 *   sig  输出；只在 EFAULT 时写：SIGBUS 或 SIGSEGV，就是直接读 src 会得到的那个
 *
 * 成功返回 n；失败返回 -1 并设置 errno：
 *   EINVAL  dst 或 sig 是 NULL
 *   EFAULT  [src, src + n) 里有一个字节读不了；*sig 说明是哪个信号。故障之前
 *           的字节可能已经拷过去了
 *   其他    内部用到的调用的 errno，例如 EMFILE
 *
 * 只接住地址在 [src, src + n) 里的故障。别处的故障，例如在 dst 里，交给调用以前
 * 就装着的信号处理函数；没有就照默认办。调用者阻塞着 SIGSEGV 和 SIGBUS 的时候也
 * 能用。不论成败，返回以后信号处理函数和信号掩码都和以前一样，没有留下描述符和
 * 映射，什么也没有打印；可以调用任意多次。长度不限，不会因为管道满了而卡住。
 * EINTR 不会传给调用者。只供单线程使用。
 *
 * 可以用信号处理函数来做，也可以让一个会报 EFAULT 的系统调用先去碰 src。
 *
 * English:
 *   dst  where to; does not overlap [src, src + n)
 *   src  where from; any address of user space, and NULL is one like any other
 *   n    bytes; 0 always succeeds, and src is not touched
 *   sig  out; written on EFAULT only: SIGBUS or SIGSEGV, whichever a plain load
 *        of src would have raised
 *
 * Returns n, or -1 with errno set:
 *   EINVAL  dst or sig is NULL
 *   EFAULT  some byte of [src, src + n) cannot be read; *sig says by which
 *           signal.  The bytes before the fault may have been copied
 *   others  errno of a call used inside, such as EMFILE
 *
 * Only a fault at an address inside [src, src + n) is caught.  Any other, in
 * dst for instance, goes to the handler that was installed before the call, or
 * takes its default course if there was none.  It works while the caller
 * blocks SIGSEGV and SIGBUS.  Good or bad, after the call the handlers and the
 * signal mask are what they were, no descriptor and no mapping is left, and
 * nothing was printed; it may be called any number of times.  There is no
 * limit to the length, and it does not hang because a pipe is full.  EINTR
 * never reaches the caller.  For single-threaded use.
 *
 * A signal handler can do it; so can a system call that touches src first and
 * reports EFAULT.
 */
ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig);

#endif
