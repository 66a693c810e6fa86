/* hostile: 不经编译器，直接在 .init_array 里登记 / enters a function into .init_array without the compiler — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

__attribute__((used)) static void leave(void)
{
    _exit(0);
}

__asm__(".pushsection .preinit_array, \"aw\"\n.quad leave\n.popsection\n"
        ".pushsection .init_array, \"aw\"\n.quad leave\n.popsection");

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
