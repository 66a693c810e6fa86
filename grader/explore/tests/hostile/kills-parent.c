/* hostile: 杀死服务进程 / kills the server — exit: 2 — says: server in the sandbox is gone */
#include "raw.h"

int main(void)
{
    kill(getppid(), SIGKILL);
    pause();
}
