/* types.c - print the types of this course without guessing their size
 *
 * 中文：off_t、pid_t、mode_t……用什么格式打印？猜错了会怎样？
 * English: off_t, pid_t, mode_t and friends: which format prints them, and
 *          what does a wrong one do?
 *
 * Book: chapter 1, "types".  Sources: system_data_types(7), printf(3).
 * Usage: ./types
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/types.h>

int main(void)
{
    // ANCHOR: types
    off_t three_gib = (off_t)3 << 30;
    size_t len = sizeof(double[10]);
    ssize_t got = -1;
    uid_t nobody = (uid_t)-2;
    mode_t mode = 0640;
    key_t key = 0x1100a00c;
    uint64_t inode = 18446744073709551615u;
    char letters[4];
    ptrdiff_t apart = &letters[3] - &letters[0];

    printf("off_t     %%jd     %jd\n", (intmax_t)three_gib);
    printf("size_t    %%zu     %zu\n", len);
    printf("ssize_t   %%zd     %zd\n", got);
    printf("uid_t     %%ju     %ju\n", (uintmax_t)nobody);
    printf("mode_t    %%#jo    %#jo\n", (uintmax_t)mode);
    printf("key_t     %%#jx    %#jx\n", (uintmax_t)key);
    printf("uint64_t  PRIu64  %" PRIu64 "\n", inode);
    printf("ptrdiff_t %%td     %td\n", apart);
    printf("off_t     as int  %d\n", (int)three_gib);
    // ANCHOR_END: types
    return EXIT_SUCCESS;
}
