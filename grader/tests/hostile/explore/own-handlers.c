/* hostile: 自己处理 SIGSEGV，出错就退出 / handles SIGSEGV itself: exits — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <signal.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void leave(int signo)
{
    (void)signo;
    raw(SYS_exit_group, 0L);
}

static void attack(void)
{
    struct sigaction action = {.sa_handler = leave};

    sigaction(SIGSEGV, &action, 0);
    sigaction(SIGABRT, &action, 0);
    *(volatile int *)8 = 1;
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
