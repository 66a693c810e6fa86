/* maps_lookup.c - look things up in /proc/PID/maps
 *
 * 中文：一行一行地读，每行拆成字段；行的长度、路径里的空格都不能事先假定。
 * English: read line by line and take each line apart; neither the length of
 *          a line nor a path without blanks may be taken for granted.
 *
 * Lab 1.2.  Book: chapter 1, "maps".  Contract: maps_lookup.h.
 * Check: make maps_lookup
 */
#include "maps_lookup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 中文：自己的辅助函数写在这里，前面加 static。
 * English: helper functions of your own go here, static ones. */

int maps_find(pid_t pid, uintptr_t addr, struct map_info *out)
{
    /* TODO 1.2
     * 中文：先读 chapters/01-toolbox/notes.zh.md#maps 和 #errno。
     *   1. 检查参数：EINVAL。
     *   2. 打开 /proc/PID/maps；自己的进程用 /proc/self/maps。没有这个
     *      进程时 open 给的是哪个 errno？要报的是 ESRCH。
     *   3. 一行一行地读。一行可以很长（路径可以有几千字节）：哪个函数
     *      会按需要扩大缓冲区？
     *   4. 拆开一行：地址有 64 位，是十六进制；inode 是十进制；路径一直
     *      到行尾，里面可以有空格。见 #types。
     *   5. 哪些地址属于 [start, end)？
     *   6. 路径末尾的 " (deleted)" 去掉，再截到 255 字节。
     *   7. 读到末尾和读出错怎样区别？关闭、释放以后 errno 还对吗？
     * English: first read chapters/01-toolbox/notes.en.md#maps and #errno.
     *   1. Test the arguments: EINVAL.
     *   2. Open /proc/PID/maps; /proc/self/maps for the own process.
     *      Which errno does open give if there is no such process?  The
     *      one to report is ESRCH.
     *   3. Read line by line.  A line can be long (a path may have
     *      thousands of bytes): which function lets the buffer grow?
     *   4. Take a line apart: addresses have 64 bits and are hexadecimal;
     *      the inode is decimal; the path goes to the end of the line and
     *      may hold blanks.  See #types.
     *   5. Which addresses belong to [start, end)?
     *   6. Take " (deleted)" off the end of the path, then cut the path
     *      at 255 bytes.
     *   7. How do you tell the end from a reading error?  Is errno still
     *      right after closing and freeing?
     */
    (void)pid, (void)addr, (void)out;
    errno = ENOSYS;
    return -1;
}

int maps_count(pid_t pid, const char *substr)
{
    /* TODO 1.2
     * 中文：先读 chapters/01-toolbox/notes.zh.md#lab-maps-lookup。
     *   1. 检查参数：EINVAL。
     *   2. 和 maps_find 用同样的办法打开、读行、关闭：写成辅助函数。
     *   3. 拿完整的路径比较，不是截短的，也不是整行。
     *   4. 空文件返回 0；读出错返回 -1。
     * English: first read chapters/01-toolbox/notes.en.md#lab-maps-lookup.
     *   1. Test the arguments: EINVAL.
     *   2. Open, read and close as in maps_find: make helpers of it.
     *   3. Compare with the full path, neither with a cut one nor with
     *      the whole line.
     *   4. An empty file gives 0, a reading error -1.
     */
    (void)pid, (void)substr;
    errno = ENOSYS;
    return -1;
}

int maps_is_shared(const struct map_info *m)
{
    /* TODO 1.2
     * 中文：看 perms 的第四个字母；NULL 不是共享的。
     * English: look at the fourth letter of perms; NULL is not shared.
     */
    (void)m;
    errno = ENOSYS;
    return -1;
}
