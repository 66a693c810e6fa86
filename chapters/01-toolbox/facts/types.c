/* types.c - sizes of the types of this course
 *
 * 中文：这些长度因系统而异，用 sizeof 问，不要背。
 * English: they differ from system to system: ask sizeof, do not learn them.
 *
 * Facts: L003.  Sources: system_data_types(7); measured on 64-bit Linux.
 */
#include "fact.h"

#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/types.h>

int main(void)
{
    if (sizeof(long) != 8) {
        skip("L003", "not a 64-bit system");
        return 0;
    }
    report("L003",
           sizeof(off_t) == 8 && sizeof(mqd_t) == 4 && sizeof(key_t) == 4 &&
               sizeof(sem_t) == 32 && sizeof(shmatt_t) == 8,
           "off_t %zu, mqd_t %zu, key_t %zu, sem_t %zu, shmatt_t %zu",
           sizeof(off_t), sizeof(mqd_t), sizeof(key_t), sizeof(sem_t),
           sizeof(shmatt_t));
    return 0;
}
