/* hostile: 用属性关掉钩子，藏起一个太弱的内存顺序 / switches the hooks off by an attribute, to hide too weak an order — lab: race_lab — expect: all but add_every_schedule max_every_schedule alone_inside hands_over — says: race_lab.c:8: no_sanitize */
#include "race_lab.h"

#undef no_sanitize
#undef no_sanitize_thread
#undef __no_sanitize__
#undef __no_sanitize_thread__
#define without_hooks __attribute__((no_sanitize("thread")))

void answer(_Atomic int *l);

without_hooks void spin_unlock(_Atomic int *l)
{
    *(int *)l = 0;
}

#define spin_unlock answer
