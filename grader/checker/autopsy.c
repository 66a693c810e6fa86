/* autopsy.c - explain a fault from the map at the time of death
 *
 * The reaper noted the mapping that holds the faulting address, or the one
 * that ends before it. The length that was asked for is in the record of the
 * calls; the map knows whole pages only. Sources: mmap(2), sigaction(2).
 */
#include "autopsy.h"
#include "calls.h"
#include "check.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

struct scene {
    uint64_t at;      /* the faulting byte, counted from the mapping's start */
    uint64_t length;  /* of the mapping as it was asked for, bytes */
    uint64_t in_file; /* the same byte, counted from the file's start */
    int64_t file;     /* length of the file, -1 if there is none */
};

/* The length given to the mmap call that made this mapping. */
static uint64_t asked_length(const struct student *s,
                             const struct cell_mapping *m)
{
    uint64_t length = m->end - m->start;
    struct call c;

    for (size_t i = 0; calls_find(s, &i, "mmap", &c);)
        if ((uint64_t)c.result == m->start)
            length = (uint64_t)c.argument[1];
    return length;
}

static void say_null(const struct cell_end *end, char **zh, char **en)
{
    advise("用指针之前，先检查它是不是 NULL：参数里的，和函数返回的。",
           "Before you use a pointer, see whether it is NULL: those you are "
           "given, and those a function returned.");
    if (end->fault_address == 0) {
        *zh = strdup("地址是 0：那是空指针");
        *en = strdup("the address is 0: a null pointer");
        return;
    }
    if (asprintf(zh, "地址在第 0 页：那是从空指针数起的第 %" PRIu64 " 字节",
                 end->fault_address) == -1)
        *zh = NULL;
    if (asprintf(en,
                 "the address lies in page 0: byte %" PRIu64
                 " counted from a null pointer",
                 end->fault_address) == -1)
        *en = NULL;
}

static void say_beyond_file(const struct scene *x, char **zh, char **en)
{
    if (x->file == 0)
        advise("空文件的映射里，一个字节也碰不得：先给文件长度（ftruncate），"
               "或者另外处理空文件。",
               "No byte in the mapping of an empty file may be touched: give "
               "the file its length first (ftruncate), or treat an empty one "
               "by itself.");
    else
        advise("映射可以比文件长，文件末尾之后的整页却碰不得：循环到 st_size "
               "为止，不是到映射的末尾。",
               "A mapping may be longer than its file, but pages wholly behind "
               "the end must not be touched: loop up to st_size, not to the "
               "end of the mapping.");
    if (asprintf(zh,
                 "%" PRIu64 " 字节长的映射里的第 %" PRIu64
                 " 字节，而文件只有 %" PRId64
                 " 字节：这一页整个都在文件末尾之后，所以是 SIGBUS",
                 x->length, x->at, x->file) == -1)
        *zh = NULL;
    if (asprintf(en,
                 "byte %" PRIu64 " of a %" PRIu64
                 "-byte mapping whose file ends at %" PRId64
                 ": that page lies wholly beyond the end of the file, hence "
                 "SIGBUS",
                 x->at, x->length, x->file) == -1)
        *en = NULL;
}

static void say_no_room(const struct scene *x, char **zh, char **en)
{
    advise("ftruncate 只改长度，不占地方：先用 posix_fallocate 占住，再写。",
           "ftruncate changes the size but takes no room: reserve it with "
           "posix_fallocate before you store.");
    if (asprintf(zh,
                 "第 %" PRIu64 " 字节在文件之内（文件 %" PRId64
                 " 字节），可是文件系统给不出这一页：多半是满了，所以是 SIGBUS",
                 x->in_file, x->file) == -1)
        *zh = NULL;
    if (asprintf(en,
                 "byte %" PRIu64 " lies inside the file (%" PRId64
                 " bytes), but the file system could not give that page: most "
                 "likely it is full, hence SIGBUS",
                 x->in_file, x->file) == -1)
        *en = NULL;
}

static void say_forbidden(const struct scene *x, const char *perms, char **zh,
                          char **en)
{
    advise("这一页在，但映射时给的 PROT_ 不许这样做：对照 mmap 的 prot 参数。",
           "The page is there, but the PROT_ it was mapped with forbids this: "
           "look at the prot argument of mmap.");
    if (asprintf(zh,
                 "映射的第 %" PRIu64
                 " 字节在，但权限是 %.4s，不许这样访问，所以是 SEGV_ACCERR",
                 x->at, perms) == -1)
        *zh = NULL;
    if (asprintf(en,
                 "byte %" PRIu64
                 " of the mapping is there, but its permissions are %.4s: not "
                 "for this access, hence SEGV_ACCERR",
                 x->at, perms) == -1)
        *en = NULL;
}

static void say_behind(const struct scene *x, char **zh, char **en)
{
    advise("映射到底有多长？数一数要了多少字节，再和访问的位置比。",
           "How long is the mapping? Count the bytes that were asked for and "
           "compare with where you touch it.");
    if (asprintf(zh,
                 "第 %" PRIu64 " 字节在映射之外：映射只有 %" PRIu64
                 " 字节（取整到页以后也不到这里），所以是 SIGSEGV",
                 x->at, x->length) == -1)
        *zh = NULL;
    if (asprintf(en,
                 "byte %" PRIu64 " lies behind a mapping of %" PRIu64
                 " bytes, also when that is rounded up to pages, hence "
                 "SIGSEGV",
                 x->at, x->length) == -1)
        *en = NULL;
}

/* MAP_FAILED is -1: aligned places counted from it are 3 in 4, round the end of
 * the address space. A null pointer could be there too, so mmap must have
 * failed. */
static int from_map_failed(const struct student *s, uint64_t address)
{
    struct call c;

    if (address + 1 >= page_size || address % 4 != 3)
        return 0;
    for (size_t i = 0; calls_find(s, &i, "mmap", &c);)
        if ((void *)c.result == MAP_FAILED)
            return 1;
    return 0;
}

static void say_map_failed(char **zh, char **en)
{
    advise("mmap 失败了，返回的是 MAP_FAILED，不是 NULL：每个调用的结果都要检"
           "查，再用它给的指针。",
           "mmap failed, and what it returned is MAP_FAILED, not NULL: look at "
           "the result of every call before you use its pointer.");
    *zh = strdup("这个地址从 MAP_FAILED 数起：没有检查 mmap 的结果");
    *en = strdup("the address counts from MAP_FAILED: nobody looked at the "
                 "result of mmap");
}

static void say_unmapped(char **zh, char **en)
{
    advise("这个指针从哪里来？munmap 以后不能再用；mmap 失败返回 "
           "MAP_FAILED，不是 NULL。",
           "Where does this pointer come from? After munmap it is gone; and "
           "mmap reports failure by MAP_FAILED, not NULL.");
    if (asprintf(zh, "这个地址上没有任何映射：野指针，或者已经解除了的映射") ==
        -1)
        *zh = NULL;
    if (asprintf(en, "nothing is mapped at that address: a wild pointer, or a "
                     "mapping that is gone") == -1)
        *en = NULL;
}

void autopsy(const struct student *s, const struct cell_end *end, char **zh,
             char **en)
{
    const struct cell_mapping *m = &end->mapping;
    int sig = WTERMSIG(end->status);
    struct scene x;
    uint64_t page;

    *zh = *en = NULL;
    if (!end->traced || end->signo != sig ||
        (sig != SIGSEGV && sig != SIGBUS) || end->si_code <= 0)
        return;
    if (from_map_failed(s, end->fault_address)) {
        say_map_failed(zh, en);
        return;
    }
    if (end->fault_address < page_size) {
        say_null(end, zh, en);
        return;
    }
    if (m->end == 0) {
        say_unmapped(zh, en);
        return;
    }
    x.at = end->fault_address - m->start;
    x.in_file = x.at + m->offset;
    x.length = asked_length(s, m);
    x.file = m->file_size;
    page = x.in_file / page_size * page_size;
    if (sig == SIGBUS && x.file >= 0 && page >= (uint64_t)x.file)
        say_beyond_file(&x, zh, en);
    else if (sig == SIGBUS && x.file >= 0)
        say_no_room(&x, zh, en);
    else if (sig == SIGSEGV && end->si_code == SEGV_ACCERR)
        say_forbidden(&x, m->perms, zh, en);
    else if (sig == SIGSEGV && end->fault_address - m->end < page_size * 16 &&
             x.length != m->end - m->start)
        say_behind(&x, zh, en);
    else
        say_unmapped(zh, en);
}
