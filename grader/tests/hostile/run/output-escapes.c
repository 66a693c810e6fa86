/* hostile: 打印终端控制序列、双向文字和各种报告的记号 / prints terminal escapes, bidi marks and the marks of our reports — expect: score 0 */
#include "mapf.h"

#include <stdio.h>

__attribute__((constructor)) static void attack(void)
{
    fputs("\033[2J\033]0;title\007\033]52;c;eA==\007\r\nok 16 - mapf.forged\n"
          "\xc2\x9b"
          "31m\xe2\x80\xae"
          "forged\xe2\x81\xa6\n]]></system-out>"
          "<testcase name=\"forged\"/>&amp;\"}],\"score\":35}\nBail out!\n",
          stderr);
}

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
