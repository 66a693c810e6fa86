/* hostile: 自己定义钩子 / defines the hooks itself — lab: race_lab — expect: all but add_every_schedule max_every_schedule alone_inside hands_over — says: race_lab.c:4: __tsan_read4 */
#include "race_lab.h"

void __tsan_read4(void *p);

void __tsan_read4(void *p)
{
    (void)p;
}
