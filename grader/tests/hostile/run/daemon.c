/* hostile: 留下一个脱离会话的后台进程 / leaves a background process in a session of its own — expect: score 0 */
#include <unistd.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            sleep(1000);
        _exit(0);
    }
    usleep(20000); /* the grandchild shall live when the answer comes */
}
