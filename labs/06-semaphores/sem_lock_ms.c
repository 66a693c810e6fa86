/* sem_lock_ms.c - wait for a semaphore, but not for ever
 *
 * 中文：记住的是什么时候该停，不是还要等多久。
 * English: what is remembered is when to stop, and not how long there is to go.
 *
 * Lab 6.3.  Book: chapter 6, "eintr".  Contract: sem_lock_ms.h.
 * Check: make sem_lock_ms
 */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int sem_lock_ms(sem_t *s, int ms)
{
    /* TODO 6.3
     * 中文：先读 chapters/06-semaphores/notes.zh.md#eintr（被打断，和等不及）。
     *   1. s 是 NULL：EINVAL。
     *   2. ms < 0：哪个函数会一直等？它被信号打断时返回什么？
     *   3. ms 是 0：哪个函数只试不等？它的 errno 是约定要的那个吗？
     *   4. ms > 0：要的是时刻，不是时间的长短。按哪只钟？sem_timedwait
     *      用的是哪只？tv_nsec 最大可以是多少？
     *   5. 又被信号打断：再等的时候，截止的时刻要重新算吗？
     * English: first read chapters/06-semaphores/notes.en.md#eintr
     *       (interrupted, and late).
     *   1. s is NULL: EINVAL.
     *   2. ms < 0: which function waits for ever?  What does it return when
     *      a signal interrupts it?
     *   3. ms is 0: which function tries and does not wait?  Is its errno
     *      the one the contract wants?
     *   4. ms > 0: a moment is wanted, not a length of time.  By which
     *      clock?  Which one does sem_timedwait use?  How large may tv_nsec
     *      be?
     *   5. Interrupted again: is the end computed anew for the next wait?
     */
    (void)s, (void)ms;
    errno = ENOSYS;
    return -1;
}
