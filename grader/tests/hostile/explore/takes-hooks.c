/* hostile: 自己定义钩子 / defines a hook itself — lab: sem_lock_ms — expect: all but one_of_several — says: sem_lock_ms.c:4: __tsan_read4 */
#include "sem_lock_ms.h"

void __tsan_read4(void *p);

void __tsan_read4(void *p)
{
    (void)p;
}
