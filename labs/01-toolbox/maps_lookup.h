/* maps_lookup.h - look things up in /proc/PID/maps
 *
 * 中文：一个地址属于哪个映射？哪些行提到某个文件？从内核给出的文本里读出来。
 * English: which mapping does an address belong to, and which lines name a
 *          file?  Read it from the text that the kernel gives.
 *
 * Lab 1.2.  Book: chapter 1, "maps".
 * Sources: proc(5), getline(3), sscanf(3).
 */
#ifndef MAPS_LOOKUP_H
#define MAPS_LOOKUP_H

#include <stdint.h>
#include <sys/types.h>

/* 中文：/proc/PID/maps 里的一行。
 * English: one line of /proc/PID/maps.
 *
 *   7f5c7a200000-7f5c7a204000 rw-s 00001000 00:1b 27747 /dev/shm/a (deleted)
 */
struct map_info {
    uintptr_t start, end; /* [start, end): end is the first byte after it */
    char perms[5];        /* "rw-s", terminated */
    uint64_t offset;      /* of start in the file, bytes */
    uint64_t inode;       /* 0 if there is none */
    char path[256];       /* without " (deleted)"; "" if there is none */
    int deleted;          /* 1 if the line ends in " (deleted)", else 0 */
};

/* maps_find - 地址属于哪个映射 / the mapping that holds an address
 *
 * 中文：
 *   pid   哪个进程；0 或 getpid() 表示自己
 *   addr  在映射里任何位置都可以，不必是开头；end 已经不属于它
 *   out   输出；失败时保持原样
 *
 * path 是行尾的全部文字，里面可以有空格；去掉末尾的 " (deleted)"，并把
 * deleted 设成 1。去掉以后仍然超过 255 字节的，只留前 255 字节，后面加 0。
 *
 * 成功返回 0，失败返回 -1 并设置 errno：
 *   EINVAL  out 是 NULL，或者 pid 是负数
 *   ESRCH   没有这个进程；打开以后进程才结束，读的时候得到 ESRCH，也算
 *   EACCES  不许看这个进程
 *   ENOENT  没有映射包含 addr；文件是空的（僵尸进程）也算
 *   EPROTO  有一行不是 proc(5) 描述的样子
 *   其他    打开或读取的 errno，例如 EMFILE
 * 返回之后（不论成败）没有留下打开的描述符和占用的内存。
 *
 * English:
 *   pid   which process; 0 or getpid() is the caller itself
 *   addr  anywhere in the mapping, not only its start; end is outside
 *   out   out; untouched on failure
 *
 * path is all the text at the end of the line, and may hold blanks.  A final
 * " (deleted)" is taken off, and deleted set to 1.  Of what is then longer
 * than 255 bytes the first 255 are kept, and a 0 put behind them.
 *
 * Returns 0, or -1 with errno set:
 *   EINVAL  out is NULL, or pid is negative
 *   ESRCH   there is no such process; also if it ended after the opening, so
 *           that reading gives ESRCH
 *   EACCES  this process may not be looked at
 *   ENOENT  no mapping holds addr; also if the file is empty (a zombie)
 *   EPROTO  a line is not as proc(5) describes it
 *   others  errno of opening or reading, such as EMFILE
 * After the call, good or bad, no descriptor is left open and no memory is
 * left allocated.
 */
int maps_find(pid_t pid, uintptr_t addr, struct map_info *out);

/* maps_count - 有多少行的路径包含一段文字 / lines whose path contains a text
 *
 * 中文：
 *   pid     同 maps_find
 *   substr  和内核打印的完整路径比较：不截短，也不去掉 " (deleted)"；
 *           "" 表示数所有的行，连没有路径的也算
 *
 * 返回行数（可以是 0），失败返回 -1 并设置 errno：
 *   EINVAL  substr 是 NULL，或者 pid 是负数
 *   ESRCH、EACCES、EPROTO、其他  同 maps_find
 * 文件是空的（僵尸进程）不是错误：返回 0。
 *
 * English:
 *   pid     as for maps_find
 *   substr  compared with the full path as the kernel prints it: not cut, and
 *           with its " (deleted)"; "" counts every line, those without a path
 *           too
 *
 * Returns the number of lines, which may be 0, or -1 with errno set:
 *   EINVAL  substr is NULL, or pid is negative
 *   ESRCH, EACCES, EPROTO, others  as for maps_find
 * An empty file (a zombie) is no error: it returns 0.
 */
int maps_count(pid_t pid, const char *substr);

/* maps_is_shared - 是不是共享映射 / is the mapping shared?
 *
 * 中文：perms 的第四个字母是 s 时返回 1，否则返回 0；m 是 NULL 时返回 0。
 * English: returns 1 if the fourth letter of perms is s, else 0; 0 for NULL.
 */
int maps_is_shared(const struct map_info *m);

#endif
