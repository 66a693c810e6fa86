/* err_util.h - tell what went wrong, then leave
 *
 * 中文：把出错信息排成一行，送到 stderr 或系统日志；再长也不越界，信息里有
 *       % 也不出事，errno 也不弄丢。
 * English: make one line of an error message and send it to stderr or to the
 *          system log: never beyond the buffer however long it is, safe with
 *          a % in it, and without losing errno.
 *
 * Lab 1.3.  Book: chapter 1, "errno".
 * Sources: printf(3), errno(3), strerror(3), syslog(3), exit(3), stdio(3).
 */
#ifndef ERR_UTIL_H
#define ERR_UTIL_H

#include <stddef.h>

/* 中文：__attribute__((format(printf, 4, 5))) 让编译器像检查 printf 那样检查
 *       调用者：第 4 个参数是格式，要格式化的从第 5 个开始。
 * English: __attribute__((format(printf, 4, 5))) has the compiler check the
 *          callers as it checks those of printf: parameter 4 is the format,
 *          what it formats begins with parameter 5.
 */

/* err_format - 把出错信息排成一行 / make one line of an error message
 *
 * 中文：
 *   buf     输出；这一行和末尾的 0。cap 是 0 时可以是 NULL
 *   cap     buf 有多少字节，任何值都可以
 *   errnum  一个 errno；不是 0 时，信息后面加上 ": " 和 strerror 的文字
 *   fmt     像 printf 的格式，后面是它的参数
 *
 * 整行是：信息、": " 和 strerror 的文字（errnum 不是 0 时）、'\n'。
 * 装不下时截掉文字的末尾，换行保留：
 *   cap >= 2  一定有换行，后面一定有 0
 *   cap == 1  只有末尾的 0
 *   cap == 0  一个字节也不写
 * 从不写到 buf[cap] 或更远。信息的长度没有限制；除了 buf 什么都不共用，
 * 所以多个线程、或者排到一半时再次调用，互不影响。
 *
 * 返回 buf 够大时整行有多少字节（算换行，不算末尾的 0），不改 errno。
 * 失败返回 -1 并设置 errno，cap > 0 而 buf 不是 NULL 时 buf 是空字符串：
 *   EINVAL     fmt 是 NULL，或者 buf 是 NULL 而 cap 不是 0
 *   EOVERFLOW  整行的长度超过 INT_MAX
 *   其他       vsnprintf 的 errno
 *
 * English:
 *   buf     out; the line and a final 0.  May be NULL if cap is 0
 *   cap     bytes in buf, any value
 *   errnum  an errno; if it is not 0, ": " and the text of strerror follow
 *           the message
 *   fmt     a format as for printf, and behind it what it formats
 *
 * The line is: the message, ": " and the text of strerror (if errnum is not
 * 0), '\n'.  If it does not fit, the end of the text is cut and the newline
 * stays:
 *   cap >= 2  there always is a newline, and a 0 behind it
 *   cap == 1  there is only the final 0
 *   cap == 0  not a byte is written
 * Nothing is ever written to buf[cap] or beyond.  The message may have any
 * length.  Nothing but buf is shared, so several threads may call it, or the
 * same one once more half-way through, and neither call disturbs the other.
 *
 * Returns how many bytes the line has if buf is large enough (with the
 * newline, without the final 0), and leaves errno alone.  On failure -1 with
 * errno set, and an empty string in buf if it is not NULL and cap > 0:
 *   EINVAL     fmt is NULL, or buf is NULL while cap is not 0
 *   EOVERFLOW  the line is longer than INT_MAX
 *   others     errno of vsnprintf
 */
int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* err_set_daemon - 信息送到哪里 / where messages go
 *
 * 中文：
 *   on  不是 0：送到系统日志，级别 LOG_ERR，stderr 上什么也没有；信息只作
 *       数据，从不作格式；送去的文字带不带末尾的换行都可以
 *       0（一开始就是）：先刷新 stdout，再往 stderr 写一行
 * 作用于以后的 err_sys 和 err_quit，不影响 err_format。
 *
 * English:
 *   on  not 0: to the system log with priority LOG_ERR, and nothing to stderr;
 *       the message is data there, never the format; the text may or may not
 *       keep its final newline
 *       0 (so it is at first): stdout is flushed, then one line goes to stderr
 * It acts on later calls of err_sys and err_quit, and not on err_format.
 */
void err_set_daemon(int on);

/* err_sys - 报告失败的系统调用，然后退出 / tell of a failed call, and exit
 *
 * 中文：排成一行：信息、": "、调用这个函数那一刻的 errno 的文字、换行。
 * 送出去，然后 exit(1)：不管 errno 是多少，退出状态正好是 1。
 * 不超过 4096 字节的信息完整送出；更长的可以截短，行末的换行保留。
 * stderr 写不进去（例如描述符 2 已经关闭）也同样退出。
 *
 * English: makes one line of the message, ": ", the text of errno as it was
 * when this function was called, and a newline.  Sends it, then exit(1): the
 * status is exactly 1, whatever errno was.  A message of up to 4096 bytes is
 * sent whole; a longer one may be cut, the newline at its end stays.  If stderr
 * cannot be written to (say, descriptor 2 is closed), it exits all the same.
 */
_Noreturn void err_sys(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* err_quit - 报告别的错误，然后退出 / tell of another error, and exit
 *
 * 中文：同 err_sys，只是没有 errno 的文字：行里只有信息和换行。
 * English: as err_sys, but without a text for errno: the line is the message
 * and a newline.
 */
_Noreturn void err_quit(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

#endif
