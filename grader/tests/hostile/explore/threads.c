/* hostile: 能编译，但是探索器跟不了线程 / compiles, but uses threads, which the explorer cannot follow — lab: sem_lock_ms — expect: all but one_of_several — says: sem_lock_ms.c:18: pthread_create */
#include "sem_lock_ms.h"

#include <pthread.h>

int answer(sem_t *s, int ms);

static void *nothing(void *argument)
{
    return argument;
}

int sem_lock_ms(sem_t *s, int ms)
{
    pthread_t thread;

    if (ms == -12345)
        pthread_create(&thread, NULL, nothing, NULL);
    return answer(s, ms);
}

#define sem_lock_ms answer
