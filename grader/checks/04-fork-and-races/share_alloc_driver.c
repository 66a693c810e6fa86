/* share_alloc_driver.c - drive share_alloc and share_free in the student's
 * process, and in children of it
 *
 * Requests: alloc SLOT N · free SLOT · free-as SLOT N · free-null N ·
 *           fill SLOT SEED · old-heap · own-mapping ·
 *           child-stores SLOT AT BYTE · grandchild-copies SLOT FROM TO BYTE ·
 *           child-holds · let-go
 * Values of the answers: an address; of child-stores and grandchild-copies how
 * the child ended (wait status).
 */
#include "driver.h"
#include "share_alloc.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 8, HEAP_BLOCKS = 64, DIRT = 0x5a };

static struct {
    unsigned char *p;
    size_t n;
} slot[SLOTS];

static int arg_slot(void)
{
    return (int)arg_size() % SLOTS;
}

static void op_alloc(void)
{
    int i = arg_slot();

    slot[i].n = (size_t)arg_size();
    errno = 0;
    slot[i].p = share_alloc(slot[i].n);
    answer(0, errno, 1, (unsigned long long)(uintptr_t)slot[i].p);
}

static void op_free(void)
{
    int i = arg_slot(), ret;

    errno = 0;
    ret = share_free(slot[i].p, slot[i].n);
    answer(ret, errno, 0);
}

static void op_free_as(void)
{
    int i = arg_slot(), ret;
    size_t n = (size_t)arg_size();

    errno = 0;
    ret = share_free(slot[i].p, n);
    answer(ret, errno, 0);
}

static void op_free_null(void)
{
    size_t n = (size_t)arg_size();
    int ret;

    errno = 0;
    ret = share_free(NULL, n);
    answer(ret, errno, 0);
}

/* The same bytes as in the checker, from the same seed. */
static void op_fill(void)
{
    int i = arg_slot();
    uint64_t seed = arg_size();

    for (size_t k = 0; k < slot[i].n; k++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        slot[i].p[k] = (unsigned char)(seed >> 56);
    }
    answer(0, 0, 0);
}

/* What malloc hands out next has been used before, and is not zero. */
static void op_old_heap(void)
{
    unsigned char *block[HEAP_BLOCKS];

    for (size_t i = 0; i < HEAP_BLOCKS; i++) {
        block[i] = malloc(64 << (i % 12));
        if (block[i])
            memset(block[i], DIRT, 64 << (i % 12));
    }
    for (size_t i = 0; i < HEAP_BLOCKS; i++)
        free(block[i]);
    answer(0, 0, 0);
}

/* A mapping as it ought to be, to compare with. */
static void op_own_mapping(void)
{
    void *p = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                   -1, 0);

    answer(p == MAP_FAILED ? -1 : 0, errno, 1,
           (unsigned long long)(uintptr_t)p);
}

static void answer_with_end_of(pid_t child)
{
    int status = 0, ret = child == -1 ? -1 : 0;

    if (child != -1 && TEMP_FAILURE_RETRY(waitpid(child, &status, 0)) == -1)
        ret = -1;
    answer(ret, errno, 1, (unsigned long long)status);
}

static void op_child_stores(void)
{
    volatile unsigned char *p = slot[arg_slot()].p;
    size_t at = (size_t)arg_size();
    unsigned char byte = (unsigned char)arg_size();
    pid_t child = fork();

    if (child == 0) {
        p[at] = byte;
        _exit(0);
    }
    answer_with_end_of(child);
}

/* The grandchild waits for the end of file of `told`, then copies. */
_Noreturn static void copy_when_told(volatile unsigned char *p, size_t from,
                                     size_t to, const int told[2])
{
    int status;
    char c;
    pid_t grandchild;

    close(told[1]);
    grandchild = fork();
    if (grandchild == 0) {
        if (read(told[0], &c, 1) != 0)
            _exit(1);
        p[to] = p[from];
        _exit(0);
    }
    if (grandchild == -1 || waitpid(grandchild, &status, 0) == -1)
        _exit(1);
    if (WIFSIGNALED(status))
        raise(WTERMSIG(status)); /* its end is shown as ours */
    _exit(WEXITSTATUS(status));
}

/* The parent stores when both of them exist already. */
static void op_grandchild_copies(void)
{
    volatile unsigned char *p = slot[arg_slot()].p;
    size_t from = (size_t)arg_size(), to = (size_t)arg_size();
    unsigned char byte = (unsigned char)arg_size();
    int told[2];
    pid_t child;

    if (pipe(told) == -1) {
        answer(-1, errno, 0);
        return;
    }
    child = fork();
    if (child == 0)
        copy_when_told(p, from, to, told);
    p[from] = byte;
    close(told[1]);
    close(told[0]);
    answer_with_end_of(child);
}

static pid_t holder;

/* A child that does nothing but have all the memory there is now. */
static void op_child_holds(void)
{
    holder = fork();
    if (holder == 0)
        for (;;)
            pause();
    answer(holder == -1 ? -1 : 0, errno, 0);
}

static void op_let_go(void)
{
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    answer(0, 0, 0);
}

const struct driver_op driver_ops[] = {
    {"alloc", op_alloc},
    {"free", op_free},
    {"free-as", op_free_as},
    {"free-null", op_free_null},
    {"fill", op_fill},
    {"old-heap", op_old_heap},
    {"own-mapping", op_own_mapping},
    {"child-stores", op_child_stores},
    {"grandchild-copies", op_grandchild_copies},
    {"child-holds", op_child_holds},
    {"let-go", op_let_go},
    {NULL, NULL},
};
