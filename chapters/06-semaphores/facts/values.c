/* values.c - the value: what may be in it, and what the operations do
 *
 * 中文：值从 0 到 SEM_VALUE_MAX；“二值”只是约定。
 * English: from 0 to SEM_VALUE_MAX; "binary" is a habit.
 *
 * Facts: C119, C120, C128, C128b, C137, C138, C140.
 * Sources: sem_init(3), sem_wait(3), sem_post(3), sysconf(3).
 */
#include "sem_fact.h"

#include <limits.h>

static void operations(void)
{
    sem_t sem;

    if (sem_init(&sem, 0, 1) == -1)
        die("sem_init");
    sem_post(&sem);
    int first = sem_trywait(&sem), second = sem_trywait(&sem);
    report("C119", first == 0 && second == 0,
           "1 and one post: trywait %d, trywait %d", first, second);

    int third = sem_trywait(&sem), err = errno;
    report("C137", third == -1 && err == EAGAIN && value_of(&sem) == 0,
           "trywait at 0: %d, %s", third, err_name(err));

    sem_t *shared = shared_sem(1, 0);
    pid_t pid = sleeper(shared);
    int at_zero = value_of(shared);
    sem_post(shared);
    int ended = reap(pid);
    report("C120", at_zero == 0 && ended == 0 && value_of(shared) == 0,
           "wait at 0 sleeps, value %d; after a post it has it, value %d",
           at_zero, value_of(shared));
}

static void bounds(void)
{
    const char *name = sem_name("values");
    unsigned most = SEM_VALUE_MAX;
    sem_t sem;

    int many = sem_init(&sem, 0, 40000);
    int too_many = sem_init(&sem, 0, most + 1), err = errno;
    int named = open_error(name, O_CREAT | O_EXCL, most + 1);
    int open_many = open_error(name, O_CREAT | O_EXCL, 40000);
    sem_unlink(name);
    report("C128",
           many == 0 && open_many == 0 && too_many == -1 && err == EINVAL &&
               named == EINVAL && _POSIX_SEM_VALUE_MAX == 32767,
           "40000: ok; %u: sem_init %s, sem_open %s", most + 1, err_name(err),
           err_name(named));

    int zero = sem_init(&sem, 0, 0);
    report("C128b", zero == 0 && value_of(&sem) == 0, "value 0: %s",
           zero == 0 ? "ok" : "refused");

    if (sem_init(&sem, 0, most) == -1)
        die("sem_init");
    int rc = sem_post(&sem);
    err = errno;
    report("C138",
           rc == -1 && err == EOVERFLOW && value_of(&sem) == SEM_VALUE_MAX,
           "sem_post at the top: %s, value %d", err_name(err), value_of(&sem));

    long count = sysconf(_SC_SEM_NSEMS_MAX), value = sysconf(_SC_SEM_VALUE_MAX);
    report("C140",
           _POSIX_SEM_NSEMS_MAX == 256 && count == -1 && value == SEM_VALUE_MAX,
           "_POSIX_SEM_NSEMS_MAX %d, sysconf: %ld semaphores, value %ld",
           _POSIX_SEM_NSEMS_MAX, count, value);
}

int main(void)
{
    operations();
    bounds();
    return 0;
}
