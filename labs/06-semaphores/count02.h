/* count02.h - several processes count in shared memory, behind an unnamed
 * semaphore
 *
 * 中文：和 count01 一样数数，可是没有名字，也没有文件：信号量和整数放在同一块内存
 *       里，孩子从 fork 得到它。
 * English: counting as in count01, without any name or file: the semaphore and
 *          the integer lie in one piece of memory, and children have it by fork.
 *
 * Lab 6.2.  Book: chapter 6, "unnamed".
 * Sources: sem_init(3), sem_destroy(3), sem_wait(3), mmap(2), waitpid(2).
 */
#ifndef COUNT02_H
#define COUNT02_H

#include <semaphore.h>

/* 中文：信号量就是这个 sem_t 对象本身，不是它的值：拷贝一份，就是另一个，而且用
 *       不得。
 * English: the semaphore is this very sem_t object, not its value: a copy is
 *          something else, and must not be used. */
struct shared {
    sem_t mutex; /* who holds it may touch count */
    int count;
};

/* shared_new - 新的一块共享内存 / a new piece of shared memory
 *
 * 中文：返回一个 struct shared，在以后 fork 的孩子和调用者共有的内存里；mutex 的
 *       值是 1，能在进程之间用；count 是 0。失败返回 NULL 并设置 errno（mmap 或
 *       者 sem_init 的），什么也没有留下。/dev/shm 里任何时候都没有名字。
 * English: returns a struct shared in memory that the caller has in common with
 *          children forked later; mutex has value 1 and works between
 *          processes; count is 0.  Or NULL with errno set (that of mmap or
 *          sem_init), and nothing is left behind.  At no time is there a name
 *          in /dev/shm.
 */
struct shared *shared_new(void);

/* count_unnamed - 让 nproc 个孩子一起数 / let nproc children count together
 *
 * 中文：
 *   s      shared_new 返回的；count 从 0 数起，不管原来是几
 *   nproc  孩子的个数，1 到 32
 *   loops  每个孩子给 s->count 加几次 1，>= 0；nproc * loops 不超过 INT_MAX
 *   final  输出：数完以后的 s->count；失败时保持原样
 *
 * 成功返回 0，以后还可以再数。失败返回 -1 并设置 errno：
 *   EINVAL  s 或 final 是 NULL，nproc 不在 1 到 32 里，loops < 0；什么也没有做
 *   EIO     有一个孩子失败了：被信号杀死，或者退出状态不是 0
 *   其他    fork 的 errno，例如 EAGAIN
 * EIO 和其他失败以后，信号量也许还在一个死者手里：s 只能再交给 shared_free。
 *
 * 每个孩子加 1 的时候，从读到写都拿着 s->mutex；等待的孩子睡在 sem_wait 里。
 * 返回以前等到每个孩子都结束：一个失败了，父进程结束其余的。调用者没有别的孩
 * 子。失败了也没有留下孩子。EINTR 不会传给调用者，被信号打断的等待接着等。
 * LAB_POINT(1) 在临界区里，读和写之间，每加一次经过一次。
 *
 * English:
 *   s      from shared_new; count is counted from 0, whatever it was
 *   nproc  children, 1 to 32
 *   loops  how often each child adds 1 to s->count, >= 0; nproc * loops is at
 *          most INT_MAX
 *   final  out: s->count when all have counted; untouched on failure
 *
 * Returns 0, and may be called again.  Or -1 with errno set:
 *   EINVAL  s or final is NULL, nproc is not in 1 to 32, loops < 0; nothing has
 *           been done
 *   EIO     a child failed: killed by a signal, or its exit status is not 0
 *   others  errno of fork, such as EAGAIN
 * After EIO and the others the semaphore may be in the hands of the dead: s is
 * good for shared_free only.
 *
 * A child that adds 1 holds s->mutex from load to store; one that has to wait
 * sleeps in sem_wait.  The call returns when every child has ended: if one
 * fails, the parent ends the others.  The caller has no other children.  No
 * child is left, after a failure either.  EINTR never reaches the caller: a
 * wait that a signal interrupts goes on.  LAB_POINT(1) is in the critical
 * section, between load and store, passed once for each 1 that is added.
 */
int count_unnamed(struct shared *s, int nproc, int loops, int *final);

/* shared_free - 还回去 / give it back
 *
 * 中文：先销毁信号量，再解除映射；这时没有孩子在用它。成功返回 0；失败返回 -1 并
 *       设置 errno：
 *         EINVAL  s 是 NULL
 * English: destroys the semaphore, then unmaps; no child uses it at that time.
 *          Returns 0, or -1 with errno set:
 *            EINVAL  s is NULL
 */
int shared_free(struct shared *s);

#endif
