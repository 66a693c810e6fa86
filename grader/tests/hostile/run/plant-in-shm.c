/* hostile: 在 /dev/shm 里放 FIFO、符号链接、空信号量和怪名字的目录 / plants a FIFO, a link, an empty semaphore and oddly named folders in /dev/shm — expect: score 0 */
#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    close(open("/dev/shm/sem.empty", O_CREAT | O_RDWR, 0666));
    truncate("/dev/shm/sem.empty", 1 << 20);
    mkfifo("/dev/shm/pipe", 0666);
    symlink("/etc/shadow", "/dev/shm/link");
    mkdir("/dev/shm/\033[31m\xff\n", 0);
    mkdir("/dev/shm/d", 0700);
    mkdir("/dev/shm/d/d", 0);
}
