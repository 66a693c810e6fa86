/* hostile: 打印会操纵终端的字符 / prints what would act on a terminal — exit: 1 — says: ended with status 1 */
#include <stdio.h>

#include "raw.h"

int main(void)
{
    printf("\033[2J\033]0;x\007 \xe2\x80\xae \xff\n");
    return 1;
}
