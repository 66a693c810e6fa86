/* parallel_sum.c - several processes sum one array, each into its own slot
 *
 * 中文：不想要锁，就别让两个进程写同一个地方；想读结果，就先等写的人结束。
 * English: to need no lock let no two processes write to one place; to read a
 *          result wait for the end of who writes it.
 *
 * Lab 4.2.  Book: chapter 4, "lab-parallel-sum".  Contract: parallel_sum.h.
 * Check: make parallel_sum
 */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// SOLUTION BEGIN 4.2
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
enum { WORKERS_MAX = 64 };

/* part_sum - the sum of part `me` of v, when `parts` share it: the first
 * n % parts of them have one number more than the others. */
static long long part_sum(const int *v, size_t n, size_t parts, size_t me)
{
    size_t share = n / parts, longer = n % parts;
    size_t first = me * share + (me < longer ? me : longer);
    size_t end = first + share + (me < longer);
    long long sum = 0; /* the sum of two ints may fit no int */

    for (size_t i = first; i < end; i++)
        sum += v[i];
    return sum;
}

/* start_all - fork the children; their pids go to child[].  Returns how many
 * there are: less than `workers`, and errno, when a fork has failed. */
static int start_all(const int *v, size_t n, int workers, long long *slot,
                     pid_t *child)
{
    for (int i = 0; i < workers; i++) {
        child[i] = fork();
        if (child[i] == -1)
            return i;
        if (child[i] == 0) {
            long long sum = part_sum(v, n, (size_t)workers, (size_t)i);

            LAB_POINT(1);
            slot[i] = sum;
            _exit(0); /* exit would flush the caller's stdio buffers as well */
        }
    }
    return workers;
}

/* wait_for_all - wait for these children and no others.  Returns how many have
 * not done their work. */
static int wait_for_all(const pid_t *child, int n)
{
    int lost = 0, status;

    /* one is lost: the rest have to be waited for all the same */
    for (int i = 0; i < n; i++)
        if (TEMP_FAILURE_RETRY(waitpid(child[i], &status, 0)) == -1 ||
            !WIFEXITED(status) || WEXITSTATUS(status) != 0)
            lost++;
    return lost;
}
// SOLUTION END

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    // SOLUTION BEGIN 4.2
    //! /* TODO 4.2
    //!  * 中文：先读 chapters/04-fork-and-races/notes.zh.md#shared-anonymous
    //!  *       和 #exit-wait。
    //!  *   1. 检查参数：EINVAL。
    //!  *   2. 结果写在哪里，父进程才看得见？在 fork 之前还是之后建？一人一格。
    //!  *   3. fork workers 次，记住每个 pid。n 除不尽的时候，多出来的几个数归
    //!  *      谁？两个 int 的和，int 装得下吗？
    //!  *   4. 子进程写完自己的一格以后从哪里离开？return 会怎样？exit 呢？
    //!  *   5. 等哪几个子进程？哪种等法会领走调用者自己的孩子？每个的状态怎么
    //!  *      说才算好？EINTR 呢？
    //!  *   6. 第三次 fork 失败了：前两个怎么办？errno 是谁的？
    //!  *   下面的 LAB_POINT 挪到子进程里，加好之后、写格子之前。
    //!  * English: first read
    //!  *       chapters/04-fork-and-races/notes.en.md#shared-anonymous and
    //!  *       #exit-wait.
    //!  *   1. Test the arguments: EINVAL.
    //!  *   2. Where must a result be stored for the parent to see it?  Is that
    //!  *      place made before the fork or after it?  One slot for each.
    //!  *   3. Fork `workers` times and keep each pid.  When n cannot be divided
    //!  *      who takes the rest?  Does the sum of two ints fit an int?
    //!  *   4. How does a child leave once its slot is stored?  What would
    //!  *      return do, and what exit?
    //!  *   5. Which children are waited for, and which way of waiting takes
    //!  *      away a child of the caller's?  What status is a good one?  And
    //!  *      EINTR?
    //!  *   6. The third fork fails: what becomes of the first two?  Whose errno
    //!  *      is returned?
    //!  *   Move the LAB_POINT below into the child: after it has summed and
    //!  *   before it stores.
    //!  */
    //! (void)v, (void)n, (void)workers, (void)sum;
    //! LAB_POINT(1);
    //! errno = ENOSYS;
    //! return -1;
    pid_t child[WORKERS_MAX];
    long long *slot, total = 0;
    size_t size;
    int started, err = 0;

    if (v == NULL || sum == NULL || workers < 1 || workers > WORKERS_MAX) {
        errno = EINVAL;
        return -1;
    }
    /* before the forks: made after them it would be each process's own */
    size = (size_t)workers * sizeof *slot;
    slot = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    if (slot == MAP_FAILED)
        return -1;
    started = start_all(v, n, workers, slot, child);
    if (started < workers)
        err = errno;
    if (wait_for_all(child, started) > 0 && err == 0)
        err = EIO;
    /* only now: they have ended, and nobody stores any more */
    for (int i = 0; i < started; i++)
        total += slot[i];
    munmap(slot, size);
    if (err != 0) {
        errno = err;
        return -1;
    }
    *sum = total;
    return 0;
    // SOLUTION END
}
