/* hostile: 自己定义探索器接管的调用 / defines a call that the explorer takes over — lab: sem_lock_ms — expect: all but one_of_several — says: sem_lock_ms.c:4: explored_sem_trywait */
#include "sem_lock_ms.h"

int explored_sem_trywait(sem_t *s);

int explored_sem_trywait(sem_t *s)
{
    (void)s;
    return 0;
}
