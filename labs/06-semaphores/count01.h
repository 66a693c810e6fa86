/* count01.h - several processes count in one file, behind a named semaphore
 *
 * 中文：几个孩子给同一个整数加 1。加 1 是三步：读、加、写；中间不能有别人。让它们
 *       一个一个来的是一个有名信号量，它的名字一打开就删掉。
 * English: children add 1 to one and the same integer.  To add is three steps,
 *          load, add, store, and nobody may come in between.  A named semaphore
 *          makes them take turns, and its name is removed as soon as it is open.
 *
 * Lab 6.1.  Book: chapter 6, "named".
 * Sources: sem_open(3), sem_unlink(3), sem_wait(3), waitpid(2), mmap(2).
 */
#ifndef COUNT01_H
#define COUNT01_H

/* count_named - 让 nproc 个孩子一起数 / let nproc children count together
 *
 * 中文：
 *   file     放一个 int 的文件。没有就创建，模式 0600；返回时正好是
 *            sizeof(int) 个字节，从 0 数起，不管里面原来有什么
 *   semname  信号量的名字，"/单词"
 *   nproc    孩子的个数，1 到 32
 *   loops    每个孩子加几次 1，>= 0；nproc * loops 不超过 INT_MAX
 *   final    输出：数完以后文件里的值；失败时保持原样
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  file、semname 或 final 是 NULL，nproc 不在 1 到 32 里，loops < 0
 *   EEXIST  已经有一个叫 semname 的信号量：它和 file 都不碰，file 也不创建
 *   EIO     有一个孩子失败了：被信号杀死，或者退出状态不是 0
 *   其他    所用的调用的 errno，例如 EACCES、ENOSPC、ENOMEM、EAGAIN（fork）
 *
 * 信号量由这次调用新建，初值 1；打开以后马上删掉它的名字，孩子运行的时候谁也看
 * 不到它。每个孩子加 1 的时候，从读到写都拿着信号量；等待的孩子睡在 sem_wait
 * 里。返回以前等到每个孩子都结束：一个孩子失败了，别的也许在等一个再也不会来的
 * sem_post，所以要由父进程结束它们。调用者没有别的孩子。不管成功失败，都没有留
 * 下孩子、名字、描述符和映射。EINTR 不会传给调用者，被信号打断的等待接着等。
 *
 * LAB_POINT(1) 在临界区里，读和写之间，每加一次经过一次；LAB_POINT(2) 紧跟在
 * sem_open 后面，名字还在的时候。
 *
 * English:
 *   file     holds one int.  Created with mode 0600 if it is missing; when the
 *            call returns it has exactly sizeof(int) bytes, counted from 0,
 *            whatever was in it before
 *   semname  name of the semaphore, "/word"
 *   nproc    children, 1 to 32
 *   loops    how often each child adds 1, >= 0; nproc * loops is at most
 *            INT_MAX
 *   final    out: the value in the file when all have counted; untouched on
 *            failure
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  file, semname or final is NULL, nproc is not in 1 to 32, loops < 0
 *   EEXIST  there is a semaphore called semname: neither it nor file is
 *           touched, and file is not created
 *   EIO     a child failed: killed by a signal, or its exit status is not 0
 *   others  errno of the calls used, such as EACCES, ENOSPC, ENOMEM, EAGAIN
 *           (fork)
 *
 * The semaphore is made by this call, with value 1; its name is removed as soon
 * as it is open, and nobody sees it while children run.  A child that adds 1
 * holds the semaphore from load to store; one that has to wait sleeps in
 * sem_wait.  The call returns when every child has ended: if one fails, others
 * may wait for a sem_post that will never come, and the parent has to end them.
 * The caller has no other children.  Whether it succeeds or fails, no child, no
 * name, no descriptor and no mapping is left.  EINTR never reaches the caller:
 * a wait that a signal interrupts goes on.
 *
 * LAB_POINT(1) is in the critical section, between load and store, passed once
 * for each 1 that is added; LAB_POINT(2) is right behind sem_open, while the
 * name is there.
 */
int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final);

#endif
