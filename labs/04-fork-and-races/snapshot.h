/* snapshot.h - write memory as it was at one moment, and go on meanwhile
 *
 * 中文：把一段内存在这一刻的样子写出去；写的时候，程序照样可以改它。
 * English: write a piece of memory as it is at this moment, while the program
 *          goes on changing it.
 *
 * Lab 4.4.  Book: chapter 4, "cow".
 * Sources: fork(2), write(2), waitpid(2), _exit(2), pipe(7); POSIX.1-2024
 * fork().
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include <stddef.h>
#include <sys/types.h>

/* snapshot_start - 开始写快照 / begin to write a snapshot
 *
 * 中文：
 *   data   私有内存（全局变量、malloc、MAP_PRIVATE），至少 n 个字节可读；
 *          MAP_SHARED 的内存不会写时复制，不在保证之内
 *   n      字节数；0 表示一个字节也不写
 *   outfd  写到这里，从它现在的位置起；文件、管道都可以，是阻塞的。调用者的
 *          outfd 一直开着
 *   child  输出：交给 snapshot_wait 的进程号；失败时保持原样
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  data 或 child 是 NULL；没有产生子进程
 *   其他    fork 的 errno，例如 EAGAIN
 *
 * 它马上返回，不等任何人来读 outfd。写出去的是调用那一刻的 n 个字节：调用者随后
 * 怎样改 data，都不影响这一份。数据不复制，n 可以比空闲的内存还大；几个快照可以
 * 同时在写。
 *
 * 写由一个子进程来做。它只写这 n 个字节：不从 snapshot_start 返回，不送出调用者留
 * 在 stdio 缓冲区里的东西，也不执行他交给 atexit 的函数。写得比要求的短、被信号打
 * 断（EINTR），都要接着写完。调用者对信号的处理和他的描述符保持原样。
 *
 * English:
 *   data   private memory (a global, malloc, MAP_PRIVATE), at least n bytes
 *          that can be read; MAP_SHARED memory is not copied on write, and
 *          nothing is promised of it
 *   n      bytes; 0: not one byte is written
 *   outfd  where they go, from its present position on; a file or a pipe, in
 *          blocking mode.  It stays open in the caller
 *   child  out: the process to give to snapshot_wait; untouched on failure
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  data or child is NULL; no child is made
 *   others  errno of fork, such as EAGAIN
 *
 * The call returns at once and waits for nobody to read outfd.  What is written
 * are the n bytes of this moment, whatever the caller does to data afterwards.
 * The data is not copied, n may be more than the memory that is free; several
 * snapshots may be under way at the same time.
 *
 * A child process does the writing.  It writes these n bytes and nothing else:
 * it never returns from snapshot_start, sends nothing of what the caller has in
 * a stdio buffer, and runs none of his atexit functions.  After a short write
 * and after EINTR it goes on until all is written.  What the caller does about
 * signals, and his descriptors, stay as they were.
 */
int snapshot_start(const void *data, size_t n, int outfd, pid_t *child);

/* snapshot_wait - 等快照写完 / wait until a snapshot is written
 *
 * 中文：
 *   child  snapshot_start 给的进程号
 *
 * 返回 0：全部 n 个字节已经写出去了。否则返回 -1，errno 是 EIO：写失败了，子进程
 * 被信号杀死了，或者 child 不是可以等的子进程（已经等过、从来不是、0、负数）。
 *
 * 只等这一个子进程，别的子进程留给调用者。返回以后它不再是僵尸进程。EINTR 不会
 * 传给调用者；读的一方走了（SIGPIPE），调用者也不受影响。
 *
 * English:
 *   child  what snapshot_start gave
 *
 * Returns 0: all n bytes are written.  Otherwise -1 with errno EIO: a write
 * failed, the child was killed by a signal, or child is none that can be waited
 * for (waited for already, never one, 0, negative).
 *
 * It waits for this one child, all others are left to the caller.  Afterwards
 * the child is no zombie.  EINTR never reaches the caller; nor does it harm the
 * caller when the reader has gone away (SIGPIPE).
 */
int snapshot_wait(pid_t child);

#endif
