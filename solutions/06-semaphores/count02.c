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

// SOLUTION BEGIN 6.2
//! /* 中文：自己的辅助函数写在这里，前面加 static。
//!  * English: helper functions of your own go here, static ones. */
enum { CHILDREN_MAX = 32 };

/* add_often - what a child does: add 1 `loops` times, inside the lock.  0, or
 * -1 with errno, and then the lock is not held. */
static int add_often(struct shared *s, int loops)
{
    for (int i = 0; i < loops; i++) {
        int value;

        /* without this a signal would let us in while somebody is inside */
        if (TEMP_FAILURE_RETRY(sem_wait(&s->mutex)) == -1)
            return -1;
        value = s->count;
        LAB_POINT(1);
        s->count = value + 1;
        if (sem_post(&s->mutex) == -1)
            return -1;
    }
    return 0;
}

/* end_children - end those that still run, and wait for them.  They may sleep
 * on a lock that nobody will release: only SIGKILL is sure to reach them. */
static void end_children(const pid_t *child, int n)
{
    for (int i = 0; i < n; i++)
        if (child[i] != 0)
            kill(child[i], SIGKILL);
    for (int i = 0; i < n; i++)
        if (child[i] != 0)
            TEMP_FAILURE_RETRY(waitpid(child[i], NULL, 0));
}

/* wait_for - all n children; whichever ends first comes first, for the others
 * may depend on it.  0, or -1 with EIO if one failed; then all are gone. */
static int wait_for(pid_t *child, int n)
{
    int status;
    pid_t pid;

    for (int left = n; left > 0; left--) {
        pid = TEMP_FAILURE_RETRY(waitpid(-1, &status, 0));
        for (int i = 0; i < n; i++)
            if (child[i] == pid)
                child[i] = 0; /* reaped: the number may be used again */
        if (pid == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            end_children(child, n);
            errno = EIO;
            return -1;
        }
    }
    return 0;
}
// SOLUTION END

struct shared *shared_new(void)
{
    // SOLUTION BEGIN 6.2
    //! /* TODO 6.2
    //!  * 中文：先读 chapters/06-semaphores/notes.zh.md#unnamed（凭地址）。
    //!  *   1. 要一块孩子也看得到的内存，不要文件，也不要名字。
    //!  *   2. 在里面初始化信号量：值是几？进程之间用，pshared 应该是什么？
    //!  *   3. 失败时还回已经有的，errno 保持第一个失败的。
    //!  * English: first read chapters/06-semaphores/notes.en.md#unnamed (by
    //!  *       address).
    //!  *   1. Get memory that children see as well, without a file or a name.
    //!  *   2. Initialise the semaphore in there: with which value?  And what
    //!  *      must pshared be between processes?
    //!  *   3. On failure give back what is there; errno stays that of the
    //!  *      first call that failed.
    //!  */
    //! errno = ENOSYS;
    //! return NULL;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        return NULL;
    if (sem_init(&s->mutex, 1, 1) == -1) {
        int saved = errno;

        munmap(s, sizeof *s);
        errno = saved;
        return NULL;
    }
    return s; /* count is 0: anonymous memory begins with zeros */
    // SOLUTION END
}

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    // SOLUTION BEGIN 6.2
    //! /* TODO 6.2
    //!  * 中文：先读 chapters/06-semaphores/notes.zh.md#inherit（谁继承了什么）
    //!  *       和 #not（它不做的事）。
    //!  *   1. 检查参数：EINVAL。count 置 0，在第一个 fork 之前。
    //!  *   2. fork。孩子每次加 1：等 s->mutex，读，LAB_POINT(1)，写，放。用的
    //!  *      是 s 里面的那个信号量，不是拷贝。孩子用 _exit 结束。
    //!  *   3. 等孩子。哪一个先结束，你不知道；一个失败了，别的怎么办？fork 到
    //!  *      一半失败了呢？
    //!  *   那一行 LAB_POINT 留着，放到上面说的地方去。
    //!  * English: first read chapters/06-semaphores/notes.en.md#inherit (who
    //!  *       inherits what) and #not (what it does not do).
    //!  *   1. Test the arguments: EINVAL.  Set count to 0, before the first
    //!  *      fork.
    //!  *   2. fork.  A child adds 1 like this: wait for s->mutex, load,
    //!  *      LAB_POINT(1), store, post.  Use the semaphore inside s, not a
    //!  *      copy.  Children end by _exit.
    //!  *   3. Wait for the children.  Which one ends first you cannot know; if
    //!  *      one fails, what about the others?  And if fork fails half-way?
    //!  *   Keep the LAB_POINT line, and move it to the place named above.
    //!  */
    //! LAB_POINT(1);
    //! (void)s, (void)nproc, (void)loops, (void)(final);
    //! errno = ENOSYS;
    //! return -1;
    pid_t child[CHILDREN_MAX];
    int saved;

    if (s == NULL || final == NULL || nproc < 1 || nproc > CHILDREN_MAX ||
        loops < 0) {
        errno = EINVAL;
        return -1;
    }
    s->count = 0; /* nobody else is there yet: no lock is needed */
    for (int i = 0; i < nproc; i++) {
        child[i] = fork();
        if (child[i] == 0)
            _exit(add_often(s, loops) == 0 ? 0 : 1);
        if (child[i] == -1) {
            saved = errno;
            end_children(child, i);
            errno = saved;
            return -1;
        }
    }
    if (wait_for(child, nproc) == -1)
        return -1;
    *final = s->count; /* and nobody any more */
    return 0;
    // SOLUTION END
}

int shared_free(struct shared *s)
{
    // SOLUTION BEGIN 6.2
    //! /* TODO 6.2
    //!  * 中文：s 是 NULL：EINVAL。先销毁信号量还是先解除映射？
    //!  * English: s is NULL: EINVAL.  What comes first, destroying the
    //!  *       semaphore or unmapping?
    //!  */
    //! (void)s;
    //! errno = ENOSYS;
    //! return -1;
    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_destroy(&s->mutex) == -1)
        return -1;
    return munmap(s, sizeof *s);
    // SOLUTION END
}
