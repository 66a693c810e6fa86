/* hostile: 打印的汉字比报告保留的长，截断处在一个字中间；代码本身是对的 / prints more Chinese than a report keeps, cut inside a character; the code itself is right — expect: all */
#include <stdio.h>

__attribute__((constructor)) static void attack(void)
{
    for (int i = 0; i < 400; i++)
        fputs("映", i % 2 ? stdout : stderr);
    fflush(stdout);
}
