/* efault.c - M001: a fault inside a system call
 *
 * 中文：坏页交给系统调用，得到 EFAULT，没有信号。
 * English: a system call that meets the bad page says EFAULT, no signal.
 *
 * Sources: write(2), read(2).
 */
#include "fact.h"

int main(void)
{
    char *p = map_file(scratch_file(0), 10, MAP_SHARED);
    int ends[2];

    if (pipe(ends) == -1)
        die("pipe");
    int out = write(ends[1], p, 10) == -1 ? errno : 0;
    if (write(ends[1], "0123456789", 10) != 10)
        die("write");
    int in = read(ends[0], p, 10) == -1 ? errno : 0;
    int sig = probe_read(p);
    report("M001", out == EFAULT && in == EFAULT && sig == SIGBUS,
           "write from it %s, read into it %s, a load %s", err_name(out),
           err_name(in), sig_name(sig));
    return 0;
}
