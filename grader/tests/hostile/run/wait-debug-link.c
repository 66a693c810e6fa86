/* hostile: 崩溃，调试信息指向一个没有人写的 FIFO / crashes, with debug information that points at a FIFO nobody writes to — expect: score 0 */
#include "mapf.h"

#include <signal.h>
#include <sys/stat.h>

#include "raw.h"

/* The name of this unit is said to lie in another file: ../lab/pipe, seen
 * from the program. Whoever turns an address into a line will open it. */
__asm__(".pushsection .gnu_debugaltlink, \"\", @progbits\n"
        ".string \"../lab/pipe\"\n"
        ".fill 20, 1, 0x61\n"
        ".popsection\n"
        ".pushsection .debug_abbrev, \"\", @progbits\n"
        ".Lhostile_abbrev:\n"
        ".uleb128 1, 0x11\n" /* a compile unit without children, ... */
        ".byte 0\n"
        ".uleb128 0x03, 0x1f21\n" /* name: DW_FORM_GNU_strp_alt */
        ".uleb128 0x11, 0x01\n"   /* low pc */
        ".uleb128 0x12, 0x07\n"   /* length */
        ".byte 0, 0, 0\n"
        ".popsection\n"
        ".pushsection .debug_info, \"\", @progbits\n"
        ".long .Lhostile_end - .Lhostile_begin\n"
        ".Lhostile_begin: .value 4\n"
        ".long .Lhostile_abbrev\n"
        ".byte 8\n"
        ".uleb128 1\n"
        ".long 0\n"
        ".quad mapf_open, 4096\n"
        ".Lhostile_end:\n"
        ".popsection\n");

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    if (len == 100 && mkfifo("/lab/pipe", 0600) == 0)
        *(volatile char *)8 = 1;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
