/* failvalues.c - eight calls that fail, each in its own dialect
 *
 * 中文：八个调用各自失败一次。哪一种检查能抓住哪一次失败？
 * English: eight calls, each made to fail. Which test catches which failure?
 *
 * Book: chapter 1, "errno".  Sources: the RETURN VALUE sections of open(2),
 *       malloc(3), mmap(2), sem_open(3), mq_open(3), shmat(2),
 *       pthread_mutex_unlock(3p), posix_fallocate(3).
 * Usage: ./failvalues
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>

// ANCHOR: say
/* say - one call: its failure value, and where the reason is found. */
static void say(const char *call, int failed, const char *value, int reason)
{
    printf("%-22s %-12s ", call, failed ? value : "(worked)");
    if (errno != 0)
        printf("errno %s\n", strerrorname_np(errno));
    else
        printf("errno 0, returned %s\n", strerrorname_np(reason));
    errno = 0;
}
// ANCHOR_END: say

// ANCHOR: pointers
static void pointers(volatile size_t huge)
{
    void *m = malloc(huge);
    say("malloc", m == NULL, "NULL", 0);

    void *p = mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    say("mmap", p == MAP_FAILED, "MAP_FAILED", 0);

    void *a = shmat(-1, NULL, 0);
    say("shmat", a == (void *)-1, "(void *)-1", 0);

    sem_t *s = sem_open("/no-such-semaphore", 0);
    say("sem_open", s == SEM_FAILED, "SEM_FAILED", 0);

    printf("a test for NULL would catch: %s%s%s%s\n",
           m == NULL ? "malloc " : "", p == NULL ? "mmap " : "",
           a == NULL ? "shmat " : "", s == NULL ? "sem_open" : "");
    free(m);
}
// ANCHOR_END: pointers

// ANCHOR: integers
static void integers(void)
{
    int fd = open("no-such-file", O_RDONLY);
    say("open", fd == -1, "-1", 0);

    mqd_t q = mq_open("/no-such-queue", O_RDONLY);
    say("mq_open", q == (mqd_t)-1, "(mqd_t)-1", 0);

    int err = posix_fallocate(-1, 0, 1);
    say("posix_fallocate", err != 0, "a number", err);

    pthread_mutex_t lock = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
    err = pthread_mutex_unlock(&lock);
    say("pthread_mutex_unlock", err != 0, "a number", err);
}
// ANCHOR_END: integers

int main(void)
{
    printf("%-22s %-12s %s\n", "call", "failure is", "the reason is in");
    errno = 0;
    pointers(SIZE_MAX);
    integers();
    return EXIT_SUCCESS;
}
