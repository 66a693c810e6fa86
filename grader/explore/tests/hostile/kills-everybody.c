/* hostile: 杀死所有进程 / kills everybody — exit: 2 — says: server in the sandbox is gone */
#include "raw.h"

int main(void)
{
    kill(-1, SIGKILL);
    pause();
}
