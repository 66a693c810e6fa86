/* hostile: 变成另一个程序 / becomes another program — exit: 1 — says: vanished */
#include "raw.h"

int main(void)
{
    execl("/bin/true", "true", (char *)0);
    return 0;
}
