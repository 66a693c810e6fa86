/* kinds.c - three kinds of semaphores, and what a sem_t is
 *
 * 中文：三种信号量并存；sem_t 不是 int；sem_init 和 sem_destroy 不管内存。
 * English: three kinds side by side; a sem_t is no int; sem_init and
 *          sem_destroy have nothing to do with memory.
 *
 * Facts: C116, C125, C133, C135.
 * Sources: sem_overview(7), sysvipc(7), sem_init(3), sem_destroy(3).
 */
#include "sem_fact.h"

#include <malloc.h>
#include <sys/sem.h>

static void init_nothing(void *arg)
{
    sem_t *volatile nothing = arg;

    sem_init(nothing, 0, 1);
}

static size_t heap(void)
{
    return mallinfo2().uordblks;
}

int main(void)
{
    const char *name = sem_name("kinds");
    sem_t *named = create_sem(name, 1), one;
    int init = sem_init(&one, 0, 1);
    int id = semget(IPC_PRIVATE, 1, 0600), err = errno;

    sem_unlink(name);
    report("C116", named != SEM_FAILED && init == 0 && id != -1,
           "sem_open ok, sem_init ok, semget %s",
           id != -1 ? "ok" : err_name(err));
    if (id != -1)
        semctl(id, 0, IPC_RMID);
    report("C125", sizeof(sem_t) != sizeof(int),
           "sizeof(sem_t) %zu, sizeof(int) %zu", sizeof(sem_t), sizeof(int));

    size_t before = heap();
    for (int i = 0; i < 1000; i++)
        sem_init(&one, 0, 1);
    size_t after = heap();
    int sig = died_of(run_child(init_nothing, NULL));
    report("C133", before == after && sig == SIGSEGV,
           "1000 times sem_init: %zu bytes of heap; on NULL: %s",
           after - before, sig_name(sig));

    before = heap();
    int rc = sem_destroy(&one);
    report("C135", rc == 0 && heap() == before,
           "sem_destroy returned %d and freed %zu bytes", rc, before - heap());
    return 0;
}
