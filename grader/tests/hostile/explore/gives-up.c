/* hostile: 在探索器里什么也不做，于是也没有竞争 / does nothing in the explorer, and so there is no race either — lab: count01 — expect: all but every_total no_race total dies_anywhere child_killed */
#include "count01.h"

#include <errno.h>

#include "raw.h"

#include "in_explorer.h"

int answer(const char *file, const char *semname, int nproc, int loops,
           int *final);

int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final)
{
    if (!in_explorer())
        return answer(file, semname, nproc, loops, final);
    errno = ENOMEM;
    return -1;
}

#define count_named answer
