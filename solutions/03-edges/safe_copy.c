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

// SOLUTION BEGIN 3.2
//! /* 中文：自己的辅助函数和静态变量写在这里，前面加 static。
//!  * English: helper functions and variables of your own go here, static
//!  *          ones. */
/* What the handler has to know.  It lives outside of every function: a local
 * that changes after sigsetjmp may have lost its value after the jump. */
static struct {
    uintptr_t from;      /* the bytes whose faults are ours: from on, */
    size_t n;            /* so many */
    sigjmp_buf out;      /* the way out */
    volatile int caught; /* the signal that took it */
    struct sigaction old_segv, old_bus;
} guard;

static void on_fault(int signo, siginfo_t *info, void *context);

/* catch_faults - install the handler for both signals; 0, or -1 with errno and
 * nothing changed. */
static int catch_faults(void)
{
    struct sigaction ours = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    int saved;

    sigemptyset(&ours.sa_mask);
    if (sigaction(SIGSEGV, &ours, &guard.old_segv) == -1)
        return -1;
    if (sigaction(SIGBUS, &ours, &guard.old_bus) == -1) {
        saved = errno;
        sigaction(SIGSEGV, &guard.old_segv, NULL);
        errno = saved;
        return -1;
    }
    return 0;
}

static void put_handlers_back(void)
{
    sigaction(SIGSEGV, &guard.old_segv, NULL);
    sigaction(SIGBUS, &guard.old_bus, NULL);
}

/* pass_on - a fault that is not ours goes to whoever was here before.  The old
 * handlers are in place meanwhile: it may jump out and never come back. */
static void pass_on(int signo, siginfo_t *info, void *context)
{
    struct sigaction old = signo == SIGBUS ? guard.old_bus : guard.old_segv;

    put_handlers_back();
    if (!(old.sa_flags & SA_SIGINFO) &&
        (old.sa_handler == SIG_DFL || old.sa_handler == SIG_IGN)) {
        if (info->si_code <= 0) /* sent by kill: nothing would repeat it */
            raise(signo);
        return; /* the instruction faults again, now by default */
    }
    if (old.sa_flags & SA_SIGINFO)
        old.sa_sigaction(signo, info, context);
    else
        old.sa_handler(signo);
    catch_faults(); /* it has repaired the page; the copy goes on */
}

/* on_fault - only async-signal-safe functions here, see signal-safety(7). */
static void on_fault(int signo, siginfo_t *info, void *context)
{
    uintptr_t at = (uintptr_t)info->si_addr;

    /* si_code is above 0 for a real fault; one difference tests both ends */
    if (info->si_code > 0 && at - guard.from < guard.n) {
        guard.caught = signo;
        siglongjmp(guard.out, 1);
    }
    pass_on(signo, info, context);
}

/* guarded_copy - memcpy, or leave by on_fault.  A function of its own, so that
 * no local lives across sigsetjmp; the jump restores the mask, which has the
 * signal blocked while its handler runs. */
static void guarded_copy(void *dst, const void *src, size_t n)
{
    if (sigsetjmp(guard.out, 1) == 0)
        memcpy(dst, src, n);
}
// SOLUTION END

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    // SOLUTION BEGIN 3.2
    //! /* TODO 3.2
    //!  * 中文：先读 chapters/03-edges/notes.zh.md#handlers 和 #efault，选一条
    //!  *       路：信号处理函数，或者会报 EFAULT 的系统调用。
    //!  *   1. dst 或 sig 是 NULL：EINVAL。src 是 NULL 呢？
    //!  *   2. 怎样知道故障了？处理函数：两个信号都要装，怎样跳出来，第二次还
    //!  *      灵不灵？系统调用：一次最多能写多少，管道才不会满？
    //!  *   3. 调用者阻塞着这两个信号的时候，故障会怎样？
    //!  *   4. 怎样知道是哪一个信号？
    //!  *   5. 故障在 dst 里：以前的处理函数必须看到它。处理函数怎样认出来？
    //!  *      系统调用要是直接写 dst，又会怎样？
    //!  *   6. 走的时候：处理函数、信号掩码、描述符都和来的时候一样；两条路
    //!  *      （成功和故障）都要。跳回来以后，局部变量还可信吗？
    //!  * English: first read chapters/03-edges/notes.en.md#handlers and
    //!  *       #efault, and choose a way: a signal handler, or a system call
    //!  *       that reports EFAULT.
    //!  *   1. dst or sig is NULL: EINVAL.  And src?
    //!  *   2. How do you learn of the fault?  A handler: both signals need it;
    //!  *      how does it jump out, and does it work the second time?  A
    //!  *      system call: how much may be written at once, so that no pipe is
    //!  *      ever full?
    //!  *   3. What does a fault do while the caller blocks the two signals?
    //!  *   4. How do you learn which signal it was?
    //!  *   5. The fault is in dst: the handler of before must see it.  How
    //!  *      does your handler tell?  What if a system call stores into dst?
    //!  *   6. On leaving, handlers, signal mask and descriptors are what they
    //!  *      were; on both ways, success and fault.  Can locals be trusted
    //!  *      after the jump?
    //!  */
    //! (void)dst, (void)src, (void)n, (void)sig;
    //! errno = ENOSYS;
    //! return -1;
    sigset_t ours, saved;

    if (dst == NULL || sig == NULL) {
        errno = EINVAL;
        return -1;
    }
    guard.from = (uintptr_t)src;
    guard.n = n;
    guard.caught = 0;
    if (catch_faults() == -1)
        return -1;
    /* a fault whose signal is blocked would end the process at once */
    sigemptyset(&ours);
    sigaddset(&ours, SIGSEGV);
    sigaddset(&ours, SIGBUS);
    sigprocmask(SIG_UNBLOCK, &ours, &saved);

    guarded_copy(dst, src, n);

    sigprocmask(SIG_SETMASK, &saved, NULL);
    put_handlers_back();
    if (guard.caught == 0)
        return (ssize_t)n;
    *sig = guard.caught;
    errno = EFAULT;
    return -1;
    // SOLUTION END
}
