/* parallel_sum.h - several processes sum one array, each into its own slot
 *
 * 中文：每个子进程加自己的一段，写进共享内存里自己的一格；父进程等它们全部结束，
 *       再把各格加起来。各写各的格子，所以一把锁也不用。
 * English: each child sums its own part into its own slot of shared memory; the
 *          parent waits for all of them and adds up the slots.  Nobody writes
 *          where another does, so not one lock is needed.
 *
 * Lab 4.2.  Book: chapter 4, "lab-parallel-sum".
 * Sources: fork(2), mmap(2), waitpid(2), _exit(2).
 */
#ifndef PARALLEL_SUM_H
#define PARALLEL_SUM_H

#include <stddef.h>

/* parallel_sum - 用几个子进程求和 / sum in child processes
 *
 * 中文：
 *   v        n 个数，只读
 *   n        可以是 0，和就是 0
 *   workers  子进程的个数，1 到 64；可以比 n 大，那时有的子进程没有数可加
 *   sum      输出：v 里全部的数的和，long long 装得下；失败时保持原样
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  v 或 sum 是 NULL，或者 workers 不在 1 到 64 之间；没有 fork 过
 *   EIO     少了一个子进程的结果：它被信号终止，或者退出状态不是 0
 *   其他    mmap 或 fork 的 errno（先失败的那个），例如 ENOMEM、EAGAIN
 *
 * 先用 mmap 建一块共享的匿名映射，再 fork，正好 workers 个，全部 fork 完了才开始
 * 等：它们同时工作。每个子进程加好自己的一段，经过一次 LAB_POINT(1)，再写自己的
 * 那一格，用 _exit 结束：调用者的代码它一行也不执行，stdio 缓冲区里的字也不再输
 * 出一遍。不用锁，不打印。
 *
 * 等的正好是这几个子进程，睡在 waitpid 里等；调用者别的子进程由调用者自己去等。
 * EINTR 不会传给调用者。不论成功还是失败，返回的时候这些子进程一个也不剩，也没
 * 有僵尸；映射已经解除。fork 到一半失败了，已经生出来的也要等到（先杀掉也行）。
 *
 * English:
 *   v        n numbers, only read
 *   n        may be 0, then the sum is 0
 *   workers  how many children, 1 to 64; may exceed n, and then some of them
 *            have nothing to add
 *   sum      out: the sum of all of v, which fits a long long; untouched on
 *            failure
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  v or sum is NULL, or workers is not 1 to 64; nothing was forked
 *   EIO     the result of a child is missing: a signal ended it, or it left
 *           with a status other than 0
 *   others  errno of mmap or fork, whichever failed first: ENOMEM, EAGAIN
 *
 * First a shared anonymous mapping is made by mmap, then `workers` children
 * exactly are forked, and none is waited for before all have been: they work at
 * the same time.  Each child sums its part, passes LAB_POINT(1) once, stores
 * into its own slot, and leaves by _exit: not one line of the caller's code
 * runs in it, and text in a stdio buffer is not put out again.  No locks, and
 * nothing is printed.
 *
 * Exactly these children are waited for, asleep in waitpid; other children of
 * the caller are left for the caller to wait for.  EINTR never reaches the
 * caller.  Whether it succeeds or fails, on return none of these children is
 * left, not as a zombie either, and the mapping is gone.  If a fork fails
 * half-way, the children made by then are waited for, too (they may be killed
 * first).
 */
int parallel_sum(const int *v, size_t n, int workers, long long *sum);

#endif
