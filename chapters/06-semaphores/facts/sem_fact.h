/* sem_fact.h - what the probes about semaphores have in common */
#ifndef SEM_FACT_H
#define SEM_FACT_H

#include "fact.h"

#include <semaphore.h>
#include <stdint.h>
#include <time.h>

#include "../demos/asleep.h"

static inline int value_of(sem_t *sem)
{
    int value;

    if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    return value;
}

/* zeroed memory that children share */
static inline void *shared_memory(size_t size)
{
    void *p = mmap(NULL, size, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

static inline sem_t *shared_sem(int pshared, unsigned value)
{
    sem_t *sem = shared_memory(sizeof *sem);

    if (sem_init(sem, pshared, value) == -1)
        die("sem_init");
    return sem;
}

/* sem_name - "/WORD-PID", a name nobody else uses now. */
static inline const char *sem_name(const char *word)
{
    static char name[64];

    snprintf(name, sizeof name, "/%s-%jd", word, (intmax_t)getpid());
    return name;
}

static inline sem_t *create_sem(const char *name, unsigned value)
{
    sem_t *sem = sem_open(name, O_CREAT | O_EXCL, 0600, value);

    if (sem == SEM_FAILED)
        die(name);
    return sem;
}

/* open_error - errno of an open that must fail, 0 if it does not. */
static inline int open_error(const char *name, int oflag, unsigned value)
{
    sem_t *sem = sem_open(name, oflag, 0600, value);

    if (sem == SEM_FAILED)
        return errno;
    sem_close(sem);
    return 0;
}

/* sleeper - a child in sem_wait, asleep; it ends with 0 or errno. */
static inline pid_t sleeper(sem_t *sem)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        alarm(20);
        _exit(sem_wait(sem) == -1 ? errno : 0);
    }
    wait_asleep(pid);
    return pid;
}

/* reap - the exit status, or -1 if a signal ended it. */
static inline int reap(pid_t pid)
{
    int status;

    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
