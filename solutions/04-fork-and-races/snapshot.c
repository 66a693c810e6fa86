/* snapshot.c - write memory as it was at one moment, and go on meanwhile
 *
 * 中文：fork 就是快照：子进程看到的内存停在那一刻，页在有人写的时候才复制。
 * English: fork is the snapshot: the child's memory stands still at that
 *          moment, and a page is copied only when somebody stores to it.
 *
 * Lab 4.4.  Book: chapter 4, "cow".  Contract: snapshot.h.
 * Check: make snapshot
 */
#include "snapshot.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

// SOLUTION BEGIN 4.4
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* write_all - all n bytes, however many calls it takes; 0, or -1 errno. */
static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = TEMP_FAILURE_RETRY(write(fd, p, n));

        if (done == -1)
            return -1;
        p += done;
        n -= (size_t)done;
    }
    return 0;
}
// SOLUTION END

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    // SOLUTION BEGIN 4.4
    //! /* TODO 4.4
    //!  * 中文：先读 chapters/04-fork-and-races/notes.zh.md#cow（写时复制）
    //!  *       和 #exit-wait（_exit 与 waitpid）。
    //!  *   1. 检查参数：EINVAL。
    //!  *   2. fork。失败了，*child 不能动，errno 是谁的？
    //!  *   3. 子进程里：写完 n 个字节。write 一次能写多少？被信号打断呢？
    //!  *   4. 子进程怎样结束？return 会走到哪里去？exit 会多做什么？它的退出
    //!  *      状态要告诉父进程什么？
    //!  *   5. 父进程里：记下进程号，马上返回。outfd 要不要关？
    //!  * English: first read chapters/04-fork-and-races/notes.en.md#cow (copy
    //!  *       on write) and #exit-wait (_exit and waitpid).
    //!  *   1. Test the arguments: EINVAL.
    //!  *   2. fork.  If it fails *child must stay as it was, and whose is
    //!  *      errno?
    //!  *   3. In the child: write n bytes, all of them.  How many does one
    //!  *      write take?  And when a signal interrupts it?
    //!  *   4. How does the child end?  Where would return lead it, and what
    //!  *      does exit do besides?  What must its exit status tell the parent?
    //!  *   5. In the parent: note the pid and return at once.  Is outfd to be
    //!  *      closed?
    //!  */
    //! (void)data, (void)n, (void)outfd, (void)child;
    //! errno = ENOSYS;
    //! return -1;
    pid_t pid;

    if (data == NULL || child == NULL) {
        errno = EINVAL;
        return -1;
    }
    pid = fork();
    if (pid == -1)
        return -1;
    if (pid == 0) /* _exit: the stdio buffers are the parent's to write */
        _exit(write_all(outfd, data, n) == 0 ? 0 : 1);
    *child = pid;
    return 0;
    // SOLUTION END
}

int snapshot_wait(pid_t child)
{
    // SOLUTION BEGIN 4.4
    //! /* TODO 4.4
    //!  * 中文：只等这一个子进程。waitpid 对 0 和负数是怎么理解的？一个进程有
    //!  *       几种结束的方式？只有哪一种算“写完了”？
    //!  * English: wait for this one child.  What does waitpid take 0 and a
    //!  *       negative number for?  In how many ways can a process end, and
    //!  *       which one of them means "all written"?
    //!  */
    //! (void)child;
    //! errno = ENOSYS;
    //! return -1;
    int status;

    /* To waitpid 0 and negative numbers mean many children. */
    if (child > 0 && TEMP_FAILURE_RETRY(waitpid(child, &status, 0)) == child &&
        WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    errno = EIO;
    return -1;
    // SOLUTION END
}
