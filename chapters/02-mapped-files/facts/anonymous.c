/* anonymous.c - C013: descriptor and offset of anonymous memory
 *
 * 中文：匿名映射：Linux 不看 fd，却仍要求偏移对齐。
 * English: anonymous memory: Linux ignores fd, but still wants an
 *          aligned offset.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

static int map_anonymous(int fd, off_t off)
{
    void *p = mmap(NULL, 1, RW, ANON, fd, off);

    return p == MAP_FAILED ? errno : 0;
}

int main(void)
{
    off_t page = (off_t)page_size();
    int none = map_anonymous(-1, 0);
    int real = map_anonymous(scratch_file(page), 0);
    int odd = map_anonymous(-1, 100), even = map_anonymous(-1, 7 * page);

    report("C013", none == 0 && real == 0 && odd == EINVAL && even == 0,
           "fd -1 %s, a real fd %s, offset 100 %s, seven pages %s",
           err_name(none), err_name(real), err_name(odd), err_name(even));
    return 0;
}
