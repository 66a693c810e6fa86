/* race_lab.h - see a race, then cure it
 *
 * 中文：先写一个会丢失更新的加法，亲眼看它丢；再用原子操作治好它；最后用原子操作
 *       造一把自旋锁，连那个会丢的加法也能放心地用。
 * English: first an addition that loses updates, to see one lost; then the cure
 *          by atomic operations; last a spin lock made of them, under which even
 *          the addition that loses can be used without fear.
 *
 * Lab 4.3.  Book: chapter 4, "lab-race-lab".
 * Sources: C11 5.1.2.4, 7.17; sched_yield(2).
 */
#ifndef RACE_LAB_H
#define RACE_LAB_H

#include <stdatomic.h>

/* 中文：所有的指针都指向共享内存里的变量，几个进程可能同时调用这些函数；指针从
 *       不是 NULL。没有人和别人争的时候，这六个函数都不做系统调用。
 * English: every pointer leads to a variable in shared memory, and several
 *          processes may call these functions at the same time; no pointer is
 *          NULL.  While nobody contends, none of the six makes a system call. */

/* add_plain - 会丢失更新的加法 / an addition that loses updates, on purpose
 *
 * 中文：
 *   p        volatile 只是让读和写真的各发生一次，它治不了竞态
 *   k        要加的数，可正可负；和装得下
 *   between  NULL，或者在读和写之间调用一次：别的进程可以在这时候做完它的加法
 *
 * 正好读一次 *p，再调用 between（不是 NULL 的话），再写一次：写的是先前读到的值
 * 加 k。读和写之间别人写的，全丢了。这正是要看的。
 *
 * English:
 *   p        volatile only makes sure that there really is one load and one
 *            store; it cures no race
 *   k        what to add, of either sign; the sum fits
 *   between  NULL, or called once between the load and the store: time for
 *            another process to finish an addition of its own
 *
 * Loads *p exactly once, calls between (unless it is NULL), stores once: the
 * value it has loaded, plus k.  What others store between the load and the
 * store is lost.  That is what it is for.
 */
void add_plain(volatile long *p, long k, void (*between)(void));

/* add_atomic - 不会丢失更新的加法 / an addition that loses nothing
 *
 * 中文：把 k 加到 *p 上，一步完成：不管几个进程怎样交错，每一次都算数。
 * English: adds k to *p in one step: however several processes interleave, each
 *          of their additions counts.
 */
void add_atomic(_Atomic long *p, long k);

/* max_update - 记住最大的 / keep the largest
 *
 * 中文：v 比 *p 大，就把 *p 变成 v，返回 1；否则不改 *p，返回 0（相等也是 0）。
 *       比较和改写是一步：*p 从来不变小，只有真的把它抬高的那一次调用返回 1。
 * English: if v is larger than *p, makes *p v and returns 1; else leaves *p as
 *          it is and returns 0 (if they are equal, too).  Comparing and storing
 *          is one step: *p never gets smaller, and only the call that has really
 *          raised it returns 1.
 */
int max_update(_Atomic long *p, long v);

/* 自旋锁 / a spin lock
 *
 * 中文：*l 是 0 就是没有人拿着，不是 0 就是有人拿着；一开始是 0。
 *   spin_lock    拿到才返回。拿不到就反复再试，其间一再让出 CPU：sched_yield，最多
 *                试 100 次就让一次。返回以后，上一个拿着它的进程在放开之前写的，
 *                都看得见（acquire）。
 *   spin_try     试一次，不等：拿到了返回 1（也是 acquire），有人拿着返回 0。
 *   spin_unlock  放开。只有拿着的人可以调用。在这之前写的，下一个拿到的人都看
 *                得见（release）。
 * English: *l is 0 while nobody holds it, and anything else while somebody does;
 *          it begins as 0.
 *   spin_lock    returns once it holds the lock.  Until then it tries again and
 *                again, and gives up the CPU in between by sched_yield, after
 *                100 tries at the latest.  When it returns all that the last
 *                holder stored before letting go can be seen (acquire).
 *   spin_try     tries once and does not wait: 1 if it now holds the lock
 *                (acquire as well), 0 if somebody else does.
 *   spin_unlock  lets go.  Only the holder may call it.  What was stored before
 *                is seen by whoever takes the lock next (release).
 */
void spin_lock(_Atomic int *l);
int spin_try(_Atomic int *l);
void spin_unlock(_Atomic int *l);

#endif
