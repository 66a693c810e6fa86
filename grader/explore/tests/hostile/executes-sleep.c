/* hostile: 变成一个一直睡的程序 / becomes a program that sleeps — exit: 1 — says: stuck */
#include "raw.h"

int main(void)
{
    execl("/bin/sleep", "sleep", "1000", (char *)0);
    return 0;
}
