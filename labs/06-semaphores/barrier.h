/* barrier.h - nobody goes on before everybody has come
 *
 * 中文：n 个进程互相等齐了才一起往下走，一轮又一轮，跑得快的不能套圈。
 * English: n processes wait for one another before they go on, round after
 *          round, and the fast ones must not lap the slow ones.
 *
 * Lab 6.4.  Book: chapter 6, "counting".
 * Sources: sem_init(3), sem_wait(3), sem_post(3), sem_overview(7).
 */
#ifndef BARRIER_H
#define BARRIER_H

#include <semaphore.h>

/* 中文：放在进程之间共享的内存里。n 是进程的个数；其他几项怎么用由你决定，下面
 *       是建议的用法。
 * English: it lies in memory that the processes share.  n is how many they are;
 *          the others you may use in your own way, this is a suggestion. */
struct bar {
    sem_t mutex; /* guards count */
    sem_t turn1; /* first phase: who has come waits here */
    sem_t turn2; /* second phase: nobody goes before all have left the first */
    int n;       /* processes of a round */
    int count;   /* of them in this phase */
};

/* bar_init - 准备屏障 / make the barrier ready
 *
 * 中文：
 *   b  共享内存里的一块地方，原来的内容不定，不一定是 0
 *   n  进程的个数，>= 1
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  b 是 NULL，或者 n < 1
 *   其他    sem_init 的 errno；这时已经初始化的信号量都用 sem_destroy 撤掉了
 * 以后 fork 出来的进程都可以用它。
 *
 * English:
 *   b  room in shared memory; what it holds before is anything, not always 0
 *   n  how many processes, >= 1
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  b is NULL, or n < 1
 *   others  errno of sem_init; the semaphores initialised before it have been
 *           destroyed again (sem_destroy)
 * Processes forked later can all use it.
 */
int bar_init(struct bar *b, int n);

/* bar_wait - 等到 n 个进程都来了 / wait until n processes have come
 *
 * 中文：正好 n 个进程来用，每个每轮调用一次。这一轮的 n 个都调用了，才会有一个
 * 返回；都来了以后，每个都会返回。返回的可以马上再调用，那是下一轮：这一轮的别
 * 人不管停在哪里，哪怕还在这个函数里，两轮也不会混在一起。
 *
 * 每一轮正好在一个进程里返回 1（哪一个都可以），在其他进程里返回 0。失败返回 -1
 * 并设置 errno：
 *   EINVAL  b 是 NULL
 *   其他    所用的调用的 errno
 * 等的时候睡在 b 的信号量上，不空转。信号的处理函数照常运行；等待被打断了就接着
 * 等，EINTR 不传给调用者，也不会因此提前走。需要的一切都在 b 里，一个程序可以有几
 * 个屏障。
 *
 * 每次调用经过两处：LAB_POINT(1) 在自己已经算进 count 之后、等别人之前；
 * LAB_POINT(2) 在两个阶段之间。经过这两处的时候没有占着 mutex。
 *
 * English: exactly n processes use it, and each calls it once a round.  It does
 * not return in any of them before all n have called it for this round, and
 * when all have come it returns in every one.  Who has returned may call it
 * again at once; that is the next round, and wherever others of this round have
 * got stuck, be it inside this function, the two rounds never mix.
 *
 * Returns 1 in exactly one process of each round (whichever), and 0 in the
 * others; or -1 with errno set:
 *   EINVAL  b is NULL
 *   others  errno of the calls used
 * Who waits sleeps on a semaphore of b and does not spin.  Handlers of signals
 * run as ever; a wait that is interrupted goes on: EINTR never reaches the
 * caller, and nobody leaves early because of it.  All that is needed lies in b:
 * a program may have several barriers.
 *
 * Each call passes two places: LAB_POINT(1) when this process has been counted
 * and has not waited for others yet, LAB_POINT(2) between the two phases.  It
 * does not hold the mutex there.
 */
int bar_wait(struct bar *b);

/* bar_destroy - 撤掉屏障 / the end of a barrier
 *
 * 中文：没有人在 bar_wait 里的时候调用。bar_init 初始化的信号量都撤掉，内存还是
 *       调用者的。成功返回 0；b 是 NULL：返回 -1，errno 是 EINVAL。
 * English: called while nobody is inside bar_wait.  The semaphores that
 *          bar_init has initialised are destroyed, the memory remains the
 *          caller's.  Returns 0; b is NULL: -1, and errno is EINVAL.
 */
int bar_destroy(struct bar *b);

#endif
