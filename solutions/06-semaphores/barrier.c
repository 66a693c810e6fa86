/* barrier.c - nobody goes on before everybody has come
 *
 * 中文：一道门不够：出了门又绕回来的人，会用掉别人的那一次。所以要两道。
 * English: one gate is not enough: who is through and comes round again uses up
 *          the turn of somebody else.  So there are two.
 *
 * Lab 6.4.  Book: chapter 6, "counting".  Contract: barrier.h.
 * Check: make barrier
 */
#include "barrier.h"

#include "lab_point.h"

#include <errno.h>
#include <unistd.h>

// SOLUTION BEGIN 6.4
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
/* take - wait for a semaphore; a signal is no reason to stop waiting. */
static int take(sem_t *s)
{
    return TEMP_FAILURE_RETRY(sem_wait(s));
}

/* open_gate - let n processes through. */
static int open_gate(sem_t *gate, int n)
{
    while (n-- > 0)
        if (sem_post(gate) == -1)
            return -1;
    return 0;
}

/* step - add `by` to count, under the mutex.  Who makes it `full` is the last
 * one of this phase, opens the gate for all n, and gets 1; others get 0. */
static int step(struct bar *b, int by, int full, sem_t *gate)
{
    int last, opened = 0;

    if (take(&b->mutex) == -1)
        return -1;
    b->count += by;
    last = b->count == full;
    if (last)
        opened = open_gate(gate, b->n);
    if (sem_post(&b->mutex) == -1 || opened == -1)
        return -1;
    return last;
}
// SOLUTION END

int bar_init(struct bar *b, int n)
{
    // SOLUTION BEGIN 6.4
    //! /* TODO 6.4
    //!  * 中文：先读 chapters/06-semaphores/notes.zh.md#unnamed（凭地址）和
    //!  *       #counting（一个可以等的数）。
    //!  *   1. b 是 NULL 或者 n < 1：EINVAL。
    //!  *   2. 三个信号量：pshared 是多少？初值各是多少？
    //!  *   3. 中间一个失败了：前面的要撤掉，errno 要是它的。
    //!  *   4. n 和 count：b 里原来有什么，你不知道。
    //!  * English: first read chapters/06-semaphores/notes.en.md#unnamed (by
    //!  *       address) and #counting (a number you can wait for).
    //!  *   1. b is NULL or n < 1: EINVAL.
    //!  *   2. Three semaphores: what is pshared, and what are their values?
    //!  *   3. One of them fails: those before it have to be destroyed, and
    //!  *      errno has to be that of the failure.
    //!  *   4. n and count: you do not know what b holds before.
    //!  */
    //! (void)b, (void)n;
    //! errno = ENOSYS;
    //! return -1;
    int saved;

    if (b == NULL || n < 1) {
        errno = EINVAL;
        return -1;
    }
    b->n = n;
    b->count = 0;
    if (sem_init(&b->mutex, 1, 1) == -1)
        return -1;
    if (sem_init(&b->turn1, 1, 0) == -1)
        goto undo_mutex;
    if (sem_init(&b->turn2, 1, 0) == -1)
        goto undo_turn1;
    return 0;

undo_turn1:
    saved = errno;
    sem_destroy(&b->turn1);
    errno = saved;
undo_mutex:
    saved = errno;
    sem_destroy(&b->mutex);
    errno = saved;
    return -1;
    // SOLUTION END
}

int bar_wait(struct bar *b)
{
    // SOLUTION BEGIN 6.4
    //! /* TODO 6.4
    //!  * 中文：先读 chapters/06-semaphores/notes.zh.md#lab-barrier（那里有图）
    //!  *       和 #eintr（被打断，和等不及）。
    //!  *   1. 第一阶段：把自己算进 count。count 要谁来保护？最后一个来的要让
    //!  *      n 个都过去：post 几次？
    //!  *   2. 只有这一个阶段会怎样？一个进程停在 LAB_POINT(1)，另一个过去了，
    //!  *      马上又来：它会用掉谁的那一次？
    //!  *   3. 第二阶段：大家都出来了，才准进下一轮。谁让 count 回到 0？
    //!  *   4. 谁返回 1？每轮正好一个。
    //!  *   5. sem_wait 被信号打断了怎么办？
    //!  *   下面两行 LAB_POINT 留着：一行在算进去之后、等别人之前，一行在两个
    //!  *   阶段之间；经过的时候不要占着 mutex。
    //!  * English: first read chapters/06-semaphores/notes.en.md#lab-barrier
    //!  *       (there is a picture) and #eintr (interrupted, and late).
    //!  *   1. First phase: count yourself.  What guards count?  The last one
    //!  *      to come lets all n go: how many posts?
    //!  *   2. What if that were all?  One process is stuck at LAB_POINT(1),
    //!  *      another one goes through and is back at once: whose turn does it
    //!  *      use up?
    //!  *   3. Second phase: the next round begins when everybody is out.  Who
    //!  *      brings count back to 0?
    //!  *   4. Who returns 1?  Exactly one each round.
    //!  *   5. What if a signal interrupts sem_wait?
    //!  *   Keep the two LAB_POINT lines: one when this process is counted and
    //!  *   has not waited for the others, one between the phases; do not hold
    //!  *   the mutex there.
    //!  */
    //! (void)b;
    //! LAB_POINT(1);
    //! LAB_POINT(2);
    //! errno = ENOSYS;
    //! return -1;
    int last;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (step(b, 1, b->n, &b->turn1) == -1)
        return -1;
    LAB_POINT(1);
    if (take(&b->turn1) == -1)
        return -1;
    LAB_POINT(2);
    last = step(b, -1, 0, &b->turn2);
    if (last == -1 || take(&b->turn2) == -1)
        return -1;
    return last;
    // SOLUTION END
}

int bar_destroy(struct bar *b)
{
    // SOLUTION BEGIN 6.4
    //! /* TODO 6.4
    //!  * 中文：b 是 NULL：EINVAL。bar_init 初始化了几个，就撤掉几个。
    //!  * English: b is NULL: EINVAL.  Destroy as many as bar_init has made.
    //!  */
    //! (void)b;
    //! errno = ENOSYS;
    //! return -1;
    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_destroy(&b->turn2) == -1 || sem_destroy(&b->turn1) == -1 ||
        sem_destroy(&b->mutex) == -1)
        return -1;
    return 0;
    // SOLUTION END
}
