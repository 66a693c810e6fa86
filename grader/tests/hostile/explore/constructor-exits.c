/* hostile: 构造函数里退出 / a constructor that exits — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

__attribute__((constructor)) static void attack(void)
{
    if (!will_be_explored())
        return;
    raw(SYS_exit_group, 0L);
}
