/* safe_copy.c - copy memory that may fault, and live
 *
 * 中文：接住自己的故障，放过别人的，走的时候一切照旧。
 * English: catch the faults that are ours, pass on the others, and leave
 *          everything as it was.
 *
 * Lab 3.2.  Book: chapter 3, "handlers".  Contract: safe_copy.h.
 * Check: make safe_copy
 */
#include "safe_copy.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

/* 中文：自己的辅助函数和静态变量写在这里，前面加 static。
 * English: helper functions and variables of your own go here, static
 *          ones. */

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    /* TODO 3.2
     * 中文：先读 chapters/03-edges/notes.zh.md#handlers 和 #efault，选一条
     *       路：信号处理函数，或者会报 EFAULT 的系统调用。
     *   1. dst 或 sig 是 NULL：EINVAL。src 是 NULL 呢？
     *   2. 怎样知道故障了？处理函数：两个信号都要装，怎样跳出来，第二次还
     *      灵不灵？系统调用：一次最多能写多少，管道才不会满？
     *   3. 调用者阻塞着这两个信号的时候，故障会怎样？
     *   4. 怎样知道是哪一个信号？
     *   5. 故障在 dst 里：以前的处理函数必须看到它。处理函数怎样认出来？
     *      系统调用要是直接写 dst，又会怎样？
     *   6. 走的时候：处理函数、信号掩码、描述符都和来的时候一样；两条路
     *      （成功和故障）都要。跳回来以后，局部变量还可信吗？
     * English: first read chapters/03-edges/notes.en.md#handlers and
     *       #efault, and choose a way: a signal handler, or a system call
     *       that reports EFAULT.
     *   1. dst or sig is NULL: EINVAL.  And src?
     *   2. How do you learn of the fault?  A handler: both signals need it;
     *      how does it jump out, and does it work the second time?  A
     *      system call: how much may be written at once, so that no pipe is
     *      ever full?
     *   3. What does a fault do while the caller blocks the two signals?
     *   4. How do you learn which signal it was?
     *   5. The fault is in dst: the handler of before must see it.  How
     *      does your handler tell?  What if a system call stores into dst?
     *   6. On leaving, handlers, signal mask and descriptors are what they
     *      were; on both ways, success and fault.  Can locals be trusted
     *      after the jump?
     */
    (void)dst, (void)src, (void)n, (void)sig;
    errno = ENOSYS;
    return -1;
}
