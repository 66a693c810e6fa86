/* count02.c - several processes count in shared memory, behind an unnamed
 * semaphore
 *
 * 中文：信号量在哪块内存里，谁就能用它：先映射，再 sem_init，再 fork。
 * English: who has the memory has the semaphore: map first, sem_init then, and
 *          fork last.
 *
 * Lab 6.2.  Book: chapter 6, "unnamed".  Contract: count02.h.
 * Check: make count02
 */
#include "count02.h"

#include "lab_point.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

struct shared *shared_new(void)
{
    /* TODO 6.2
     * 中文：先读 chapters/06-semaphores/notes.zh.md#unnamed（凭地址）。
     *   1. 要一块孩子也看得到的内存，不要文件，也不要名字。
     *   2. 在里面初始化信号量：值是几？进程之间用，pshared 应该是什么？
     *   3. 失败时还回已经有的，errno 保持第一个失败的。
     * English: first read chapters/06-semaphores/notes.en.md#unnamed (by
     *       address).
     *   1. Get memory that children see as well, without a file or a name.
     *   2. Initialise the semaphore in there: with which value?  And what
     *      must pshared be between processes?
     *   3. On failure give back what is there; errno stays that of the
     *      first call that failed.
     */
    errno = ENOSYS;
    return NULL;
}

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    /* TODO 6.2
     * 中文：先读 chapters/06-semaphores/notes.zh.md#inherit（谁继承了什么）
     *       和 #not（它不做的事）。
     *   1. 检查参数：EINVAL。count 置 0，在第一个 fork 之前。
     *   2. fork。孩子每次加 1：等 s->mutex，读，LAB_POINT(1)，写，放。用的
     *      是 s 里面的那个信号量，不是拷贝。孩子用 _exit 结束。
     *   3. 等孩子。哪一个先结束，你不知道；一个失败了，别的怎么办？fork 到
     *      一半失败了呢？
     *   那一行 LAB_POINT 留着，放到上面说的地方去。
     * English: first read chapters/06-semaphores/notes.en.md#inherit (who
     *       inherits what) and #not (what it does not do).
     *   1. Test the arguments: EINVAL.  Set count to 0, before the first
     *      fork.
     *   2. fork.  A child adds 1 like this: wait for s->mutex, load,
     *      LAB_POINT(1), store, post.  Use the semaphore inside s, not a
     *      copy.  Children end by _exit.
     *   3. Wait for the children.  Which one ends first you cannot know; if
     *      one fails, what about the others?  And if fork fails half-way?
     *   Keep the LAB_POINT line, and move it to the place named above.
     */
    LAB_POINT(1);
    (void)s, (void)nproc, (void)loops, (void)(final);
    errno = ENOSYS;
    return -1;
}

int shared_free(struct shared *s)
{
    /* TODO 6.2
     * 中文：s 是 NULL：EINVAL。先销毁信号量还是先解除映射？
     * English: s is NULL: EINVAL.  What comes first, destroying the
     *       semaphore or unmapping?
     */
    (void)s;
    errno = ENOSYS;
    return -1;
}
