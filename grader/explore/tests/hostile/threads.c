/* hostile: 用线程 / uses threads — exit: 2 — says: threads.c:13:1: error: pthread_create */
#include <pthread.h>

static void *nothing(void *argument)
{
    return argument;
}

int main(void)
{
    pthread_t thread;

    return pthread_create(&thread, NULL, nothing, NULL);
}
