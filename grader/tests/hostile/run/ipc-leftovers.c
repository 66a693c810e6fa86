/* hostile: 留下每一种 IPC 对象 / leaves an object of every kind of IPC behind — expect: score 0 */
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    close(open("/dev/shm/hostile", O_RDWR | O_CREAT, 0666));
    close(open("/dev/shm/sem.hostile", O_RDWR | O_CREAT, 0666));
    close((int)syscall(SYS_mq_open, "hostile", O_RDWR | O_CREAT, 0666, 0L));
    shmget(0x686f7374, 4096, IPC_CREAT | 0666);
    semget(0x686f7374, 1, IPC_CREAT | 0666);
    msgget(0x686f7374, IPC_CREAT | 0666);
}
