/* race_lab.c - see a race, then cure it
 *
 * 中文：读、改、写是三步，别人可以插进来；原子操作是一步，插不进来。
 * English: load, change, store are three steps, and others can come in between;
 *          an atomic operation is one step, and nobody can.
 *
 * Lab 4.3.  Book: chapter 4, "lab-race-lab".  Contract: race_lab.h.
 * Check: make race_lab
 */
#include "race_lab.h"

#include <sched.h>
#include <stddef.h>

void add_plain(volatile long *p, long k, void (*between)(void))
{
    /* TODO 4.3
     * 中文：先读 chapters/04-fork-and-races/notes.zh.md#lost-update。
     *   把 *p += k 拆成看得见的三步：读进一个局部变量；between 不是 NULL 就
     *   调用它；写回去。between 里别人改了 *p，你写的还是先前读到的加 k。
     * English: first read
     *       chapters/04-fork-and-races/notes.en.md#lost-update.
     *   Take *p += k apart into three steps one can see: load into a local
     *   variable; call between unless it is NULL; store.  If somebody
     *   changes *p within between, you still store what you had loaded,
     *   plus k.
     */
    (void)p, (void)k, (void)between;
}

void add_atomic(_Atomic long *p, long k)
{
    /* TODO 4.3
     * 中文：先读 chapters/04-fork-and-races/notes.zh.md#atomics。哪一个 C11
     *       函数把读、加、写合成一步？先 atomic_load 再 atomic_store 是几步？
     * English: first read chapters/04-fork-and-races/notes.en.md#atomics.
     *       Which function of C11 makes one step of load, add and store?
     *       How many steps are an atomic_load and then an atomic_store?
     */
    (void)p, (void)k;
}

int max_update(_Atomic long *p, long v)
{
    /* TODO 4.3
     * 中文：先读 #cas（比较，再交换）。没有 atomic_fetch_max，要用比较并交换
     *       自己做。先读出 *p；v 不比它大就是 0。比较并交换失败，说明什么？它
     *       把什么写进了 expected？接下来从哪里重来？
     * English: first read #cas.  There is no atomic_fetch_max, so build it
     *       from a compare-exchange.  Load *p; if v is not larger the
     *       answer is 0.  What does it mean if the compare-exchange fails?
     *       What has it stored in `expected`?  Where do you begin again?
     */
    (void)p, (void)v;
    return -1;
}

void spin_lock(_Atomic int *l)
{
    /* TODO 4.3
     * 中文：先读 #spin-lock（一个字做的锁）。反复试到拿到为止；没拿到的时候
     *       让出 CPU（sched_yield）。只有一个 CPU 的时候，不让会怎样？
     * English: first read #spin-lock.  Try until you have it, and give up
     *       the CPU (sched_yield) each time you do not get it.  What happens
     *       without that if there is only one CPU?
     */
    (void)l;
}

int spin_try(_Atomic int *l)
{
    /* TODO 4.3
     * 中文：看见 0 和写进 1 必须是一步，不然两个进程会同时看见 0。哪一种内存
     *       次序保证看得见上一个人写的？
     * English: seeing the 0 and storing the 1 must be one step, or two
     *       processes see the 0 at the same time.  Which memory order makes
     *       sure that what the last holder stored is seen?
     */
    (void)l;
    return -1;
}

void spin_unlock(_Atomic int *l)
{
    /* TODO 4.3
     * 中文：先读 #ordering（谁在什么时候看见什么）。写回 0，要用原子的写。哪
     *       一种内存次序保证：锁里写的，下一个人一定看得见？
     * English: first read #ordering.  Store the 0, by an atomic store.
     *       Which memory order makes sure that the next holder sees what was
     *       stored under the lock?
     */
    (void)l;
}
