/* count01.c - several processes count in one file, behind a named semaphore
 *
 * 中文：名字只用来找到信号量；孩子从 fork 继承它，所以名字一打开就可以删。
 * English: a name is for finding the semaphore; children inherit it by fork,
 *          so the name can go as soon as the semaphore is open.
 *
 * Lab 6.1.  Book: chapter 6, "named".  Contract: count01.h.
 * Check: make count01
 */
#include "count01.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final)
{
    /* TODO 6.1
     * 中文：先读 chapters/06-semaphores/notes.zh.md#named（凭名字）和
     *       #inherit（谁继承了什么）。
     *   1. 检查参数：EINVAL。
     *   2. 新建信号量，初值是几？名字已经有人用的时候必须失败，哪一个标志
     *      管这件事？这时文件还没有碰过。接着 LAB_POINT(2)。
     *   3. 马上删掉名字。sem_unlink 要的是什么参数？
     *   4. 打开文件，定好长度，映射，置 0。哪一种映射孩子写了父进程看得到？
     *   5. fork。孩子每次加 1：等信号量，读，LAB_POINT(1)，写，放信号量；
     *      被信号打断的 sem_wait 没有拿到锁。孩子用 _exit 结束。
     *   6. 等孩子。哪一个先结束，你不知道；一个失败了，别的怎么办？fork 到
     *      一半失败了，已经在跑的怎么办？
     *   7. 收拾：映射、信号量、描述符。errno 是第一个失败的那一次的。
     *   两行 LAB_POINT 都留着，放到上面说的地方去。
     * English: first read chapters/06-semaphores/notes.en.md#named and
     *       #inherit (who inherits what).
     *   1. Test the arguments: EINVAL.
     *   2. Make the semaphore; with which value?  It must fail if the name
     *      is taken: which flag sees to that?  The file is untouched as yet.
     *      Then LAB_POINT(2).
     *   3. Remove the name at once.  What does sem_unlink want to be given?
     *   4. Open the file, size it, map it, set it to 0.  Which kind of
     *      mapping shows the parent what children store?
     *   5. fork.  A child adds 1 like this: wait for the semaphore, load,
     *      LAB_POINT(1), store, post.  A sem_wait that a signal interrupts
     *      has not got the lock.  Children end by _exit.
     *   6. Wait for the children.  Which one ends first you cannot know; if
     *      one fails, what about the others?  And if fork fails half-way,
     *      what about those that run?
     *   7. Clear up: mapping, semaphore, descriptor.  errno is that of the
     *      first call that failed.
     *   Keep both LAB_POINT lines, and move them to the places named above.
     */
    LAB_POINT(1);
    LAB_POINT(2);
    (void)file, (void)semname, (void)nproc, (void)loops, (void)(final);
    errno = ENOSYS;
    return -1;
}
