/* hostile: 在探索器里杀死所有进程 / kills everybody, in the explorer — lab: count02 — expect: all but every_schedule total dies_anywhere child_killed */
#include "count02.h"

#include <signal.h>

#include "raw.h"

#include "in_explorer.h"

int answer(struct shared *s, int nproc, int loops, int *final);

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    if (in_explorer())
        kill(-1, SIGKILL);
    return answer(s, nproc, loops, final);
}

#define count_unnamed answer
