/* sem_lock_ms.h - wait for a semaphore, but not for ever
 *
 * 中文：最多等这么多毫秒；信号打断了也不能多等，有人调了墙上的钟也不能多等。
 * English: wait so many milliseconds at most; neither a signal nor somebody who
 *          sets the clock on the wall may make it longer.
 *
 * Lab 6.3.  Book: chapter 6, "eintr".
 * Sources: sem_wait(3), sem_clockwait(3), clock_gettime(2), signal(7).
 */
#ifndef SEM_LOCK_MS_H
#define SEM_LOCK_MS_H

#include <semaphore.h>

/* sem_lock_ms - 在限定的时间里拿到信号量 / take a semaphore within a time
 *
 * 中文：
 *   s   初始化过的信号量
 *   ms  < 0  一直等下去
 *       0    只试一下，不等
 *       > 0  从这次调用开始，最多等这么多毫秒；INT_MAX 也可以
 *
 * 成功返回 0，信号量的值正好减了 1。失败返回 -1 并设置 errno，值没有变：
 *   EINVAL     s 是 NULL
 *   ETIMEDOUT  时间到了还没有拿到；ms 是 0 时也用这个
 *   其他       所用的调用的 errno
 * 值大于 0 的时候立刻拿到，不管 ms 是多少。等的时候睡在这个信号量上，不轮询；
 * 时间没到，就有人 post，这次 post 就把它唤醒。
 *
 * 截止的时刻按 CLOCK_MONOTONIC 算，精确到纳秒：开始的时刻加 ms 毫秒。有人调了
 * 系统时间（CLOCK_REALTIME），它不变。信号的处理函数照常运行，但 EINTR 不会
 * 传给调用者，等了几次，截止的时刻都是同一个。
 *
 * English:
 *   s   an initialised semaphore
 *   ms  < 0  wait for ever
 *       0    try only, do not wait
 *       > 0  wait so many milliseconds at most, counted from this call; up to
 *            INT_MAX
 *
 * Returns 0, and the value is exactly one less; or -1 with errno set, and the
 * value is what it was:
 *   EINVAL     s is NULL
 *   ETIMEDOUT  it could not be had in this time; so it is for ms 0, too
 *   others     errno of the calls used
 * While the value is above 0 it is taken at once, whatever ms is.  Who waits
 * sleeps on this semaphore and does not poll; a post that comes before the end
 * wakes it.
 *
 * The end is a moment of CLOCK_MONOTONIC, exact to the nanosecond: the moment
 * of the call plus ms milliseconds.  It stays where it is when somebody
 * sets the time of the system (CLOCK_REALTIME).  Handlers of signals run as
 * ever, but EINTR never reaches the caller, and however often the wait has to
 * be begun again, its end is the same moment.
 */
int sem_lock_ms(sem_t *s, int ms);

#endif
