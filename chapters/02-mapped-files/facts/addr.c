/* addr.c - C016, C017: the address
 *
 * 中文：addr 只是建议；MAP_FIXED 悄悄顶掉旧映射，NOREPLACE 给 EEXIST。
 * English: addr is a hint; MAP_FIXED replaces in silence, NOREPLACE
 *          says EEXIST.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    char *home = mmap(NULL, page, RW, ANON, -1, 0);
    if (home == MAP_FAILED)
        die("mmap");
    home[0] = 'K';

    char *p = mmap(home, page, RW, ANON, -1, 0);
    report("C016", p != MAP_FAILED && p != home && home[0] == 'K',
           "a hint that is taken: mapped %s",
           p == home ? "over it" : "elsewhere, the old byte is intact");

    p = mmap(home, page, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0);
    int err = p == MAP_FAILED ? errno : 0;
    char kept = home[0];
    p = mmap(home, page, RW, ANON | MAP_FIXED, -1, 0);
    report("C017", err == EEXIST && kept == 'K' && p == home && home[0] == 0,
           "MAP_FIXED_NOREPLACE %s; MAP_FIXED %s, the old byte is now %d",
           err_name(err), p == home ? "ok" : "refused", home[0]);
    return 0;
}
