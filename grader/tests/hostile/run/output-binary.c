/* hostile: 打印不是 UTF-8 的字节；代码本身是对的 / prints bytes that are no UTF-8; the code itself is right — expect: all */
#include <unistd.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    for (int c = 255; c >= 0; c--) {
        unsigned char byte = (unsigned char)c;

        if (write(c % 2 + 1, &byte, 1) != 1)
            return;
    }
}
