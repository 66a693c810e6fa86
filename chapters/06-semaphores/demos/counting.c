/* counting.c - what the operations do to the value
 *
 * 中文：六次操作，信号量的值怎样变？最后有几个进程在里面？
 * English: six operations. What does the value do, and how many are inside
 *          at the end?
 *
 * Book: chapter 6, "counting".  Sources: sem_wait(3), sem_post(3).
 * Usage: ./counting
 */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void show(const char *call, int result, sem_t *sem)
{
    const char *verdict = result == 0 ? "ok" : strerrorname_np(errno);
    int value;

    if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    printf("%-12s %-7s value %d\n", call, verdict, value);
}

int main(void)
{
    // ANCHOR: steps
    sem_t sem;

    show("sem_init", sem_init(&sem, 0, 1), &sem);
    show("sem_trywait", sem_trywait(&sem), &sem); /* one goes in */
    show("sem_trywait", sem_trywait(&sem), &sem);
    show("sem_post", sem_post(&sem), &sem); /* and out */
    show("sem_post", sem_post(&sem), &sem); /* once too often */
    show("sem_trywait", sem_trywait(&sem), &sem);
    show("sem_trywait", sem_trywait(&sem), &sem);
    // ANCHOR_END: steps

    if (sem_destroy(&sem) == -1)
        die("sem_destroy");
    return EXIT_SUCCESS;
}
