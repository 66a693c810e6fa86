/* hostile: 睡在系统调用里 / sleeps in a system call — exit: 1 — says: stuck */
#include "raw.h"

int main(void)
{
    for (;;)
        pause();
}
