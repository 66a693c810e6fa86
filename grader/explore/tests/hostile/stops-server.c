/* hostile: 让服务进程停下来 / stops the server — exit: 2 — says: time is up */
#include "raw.h"

int main(void)
{
    kill(getppid(), SIGSTOP);
    for (;;)
        pause();
}
