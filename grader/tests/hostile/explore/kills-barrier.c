/* hostile: 在探索器里杀死服务进程，每条检查都是 / kills the server in each check that explores — lab: barrier — expect: all but no_race two_processes three_processes many_rounds */
#include "barrier.h"

#include <signal.h>

#include "raw.h"

#include "in_explorer.h"

int answer(struct bar *b);

int bar_wait(struct bar *b)
{
    if (in_explorer())
        kill(getppid(), SIGKILL);
    return answer(b);
}

#define bar_wait answer
