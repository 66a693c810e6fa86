/* hostile: 用 setsid 逃走，留下一家子进程 / escapes by setsid, with a family of processes — exit: 0 — says: every schedule was tried */
#include "raw.h"

int main(void)
{
    if (fork() != 0)
        return 0;
    setsid();
    for (int i = 0; i < 3; i++)
        fork();
    for (;;)
        pause();
}
