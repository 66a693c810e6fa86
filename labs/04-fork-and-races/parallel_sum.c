/* parallel_sum.c - several processes sum one array, each into its own slot
 *
 * 中文：不想要锁，就别让两个进程写同一个地方；想读结果，就先等写的人结束。
 * English: to need no lock let no two processes write to one place; to read a
 *          result wait for the end of who writes it.
 *
 * Lab 4.2.  Book: chapter 4, "lab-parallel-sum".  Contract: parallel_sum.h.
 * Check: make parallel_sum
 */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    /* TODO 4.2
     * 中文：先读 chapters/04-fork-and-races/notes.zh.md#shared-anonymous
     *       和 #exit-wait。
     *   1. 检查参数：EINVAL。
     *   2. 结果写在哪里，父进程才看得见？在 fork 之前还是之后建？一人一格。
     *   3. fork workers 次，记住每个 pid。n 除不尽的时候，多出来的几个数归
     *      谁？两个 int 的和，int 装得下吗？
     *   4. 子进程写完自己的一格以后从哪里离开？return 会怎样？exit 呢？
     *   5. 等哪几个子进程？哪种等法会领走调用者自己的孩子？每个的状态怎么
     *      说才算好？EINTR 呢？
     *   6. 第三次 fork 失败了：前两个怎么办？errno 是谁的？
     *   下面的 LAB_POINT 挪到子进程里，加好之后、写格子之前。
     * English: first read
     *       chapters/04-fork-and-races/notes.en.md#shared-anonymous and
     *       #exit-wait.
     *   1. Test the arguments: EINVAL.
     *   2. Where must a result be stored for the parent to see it?  Is that
     *      place made before the fork or after it?  One slot for each.
     *   3. Fork `workers` times and keep each pid.  When n cannot be divided
     *      who takes the rest?  Does the sum of two ints fit an int?
     *   4. How does a child leave once its slot is stored?  What would
     *      return do, and what exit?
     *   5. Which children are waited for, and which way of waiting takes
     *      away a child of the caller's?  What status is a good one?  And
     *      EINTR?
     *   6. The third fork fails: what becomes of the first two?  Whose errno
     *      is returned?
     *   Move the LAB_POINT below into the child: after it has summed and
     *   before it stores.
     */
    (void)v, (void)n, (void)workers, (void)sum;
    LAB_POINT(1);
    errno = ENOSYS;
    return -1;
}
