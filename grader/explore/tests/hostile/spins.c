/* hostile: 在私有数据上死循环 / loops for ever on private data — exit: 1 — says: stuck */
#include "raw.h"

int main(void)
{
    for (volatile int again = 1; again;)
        ;
}
