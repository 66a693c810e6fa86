/* hostile: 每次执行都睡一会儿 / sleeps for a while in each execution — exit: 0 — says: not every schedule was tried */
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t libc_fork(void)
{
    return fork();
}

#include "raw.h"

int main(void)
{
    _Atomic int *n = (mmap)(0, 4096, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t pid = libc_fork();

    doze(900000);
    for (int i = 0; i < 3; i++)
        atomic_fetch_add(n, 1);
    if (pid == 0)
        _exit(0);
    (waitpid)(pid, 0, 0);
    return *n != 6;
}
