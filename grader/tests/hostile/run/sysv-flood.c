/* hostile: 占满 System V 的共享内存、信号量和消息队列 / uses up System V shared memory, semaphores and queues — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    const size_t size = 4 << 20;
    size_t total = 0;
    int id;

    while ((id = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600)) != -1) {
        void *at = shmat(id, NULL, 0);

        if (at == (void *)-1)
            break;
        memset(at, 1, size);
        shmdt(at);
        total += size;
    }
    if (total > (size_t)64 << 20)
        breach("more than 64 MiB of System V shared memory");
    for (int i = 0; i < 1000 && semget(IPC_PRIVATE, 100, 0600) != -1; i++)
        continue;
    for (int i = 0; i < 1000; i++) {
        struct {
            long type;
            char text[8000];
        } message = {.type = 1};

        id = msgget(IPC_PRIVATE, 0600);
        while (msgsnd(id, &message, sizeof message.text, IPC_NOWAIT) == 0)
            continue;
    }
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
