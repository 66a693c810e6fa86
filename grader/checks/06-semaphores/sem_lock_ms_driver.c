/* sem_lock_ms_driver.c - drive sem_lock_ms, in this process or in a child
 *
 * Requests: new VALUE · lock MS · lock-null MS · begin MS RESTART · signal ·
 *           post · take · look · end
 * begin lets a child call it, so that the checker can look at the wait, and the
 * child takes SIGUSR1 with a handler that only counts; end waits for that child
 * and answers for it. Values of the answers: of new the address of the
 * semaphore; of all others the value of the semaphore, how often the handler
 * has run, and the child's wait status (end only).
 */
#include "driver.h"
#include "sem_lock_ms.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    sem_t sem;
    int ret, err; /* of the child's call */
    volatile sig_atomic_t handled;
} * shared;

static pid_t child;
static int child_status;

static void answer_value(long ret, int err)
{
    int value = -1;

    sem_getvalue(&shared->sem, &value);
    answer(ret, err, 3, (unsigned long long)value,
           (unsigned long long)shared->handled,
           (unsigned long long)child_status);
}

static void op_new(void)
{
    unsigned value = (unsigned)arg_size();

    if (!shared)
        shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED || sem_init(&shared->sem, 1, value) == -1)
        _exit(124);
    shared->handled = 0;
    answer(0, 0, 1, (unsigned long long)(uintptr_t)&shared->sem);
}

static void lock(sem_t *s)
{
    int ms = (int)arg_number(), ret;

    errno = 0;
    ret = sem_lock_ms(s, ms);
    answer_value(ret, errno);
}

static void op_lock(void)
{
    lock(&shared->sem);
}

static void op_lock_null(void)
{
    lock(NULL);
}

static void on_signal(int signo)
{
    (void)signo;
    shared->handled = shared->handled + 1;
}

_Noreturn static void wait_in_child(int ms, int restart)
{
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = restart ? SA_RESTART : 0};

    if (sigaction(SIGUSR1, &action, NULL) == -1)
        _exit(124);
    errno = 0;
    shared->ret = sem_lock_ms(&shared->sem, ms);
    shared->err = errno;
    _exit(0);
}

static void op_begin(void)
{
    int ms = (int)arg_number(), restart = (int)arg_number();

    child = fork();
    if (child == 0)
        wait_in_child(ms, restart);
    answer_value(child == -1 ? -1 : 0, errno);
}

static void op_signal(void)
{
    answer_value(kill(child, SIGUSR1), errno);
}

static void op_post(void)
{
    answer_value(sem_post(&shared->sem), errno);
}

static void op_take(void)
{
    answer_value(sem_trywait(&shared->sem), errno);
}

static void op_look(void)
{
    answer_value(0, 0);
}

static void op_end(void)
{
    if (TEMP_FAILURE_RETRY(waitpid(child, &child_status, 0)) == -1)
        _exit(124);
    answer_value(shared->ret, shared->err);
}

const struct driver_op driver_ops[] = {
    {"new", op_new},     {"lock", op_lock},     {"lock-null", op_lock_null},
    {"begin", op_begin}, {"signal", op_signal}, {"post", op_post},
    {"take", op_take},   {"look", op_look},     {"end", op_end},
    {NULL, NULL},
};
