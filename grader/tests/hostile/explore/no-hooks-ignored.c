/* hostile: 用属性和 pragma 关钩子，关不掉 / tries to switch the hooks off by attributes and a pragma, in vain — lab: race_lab — expect: all but hands_over */
#include "race_lab.h"

#pragma GCC optimize("O1")

void answer(_Atomic int *l);

__attribute__((no_sanitize("thread"))) __attribute__((no_sanitize_thread))
__attribute__((__no_sanitize__("thread"))) __attribute__((optimize("O1"))) void
spin_unlock(_Atomic int *l)
{
    *(volatile int *)l = 0;
}

#define spin_unlock answer
