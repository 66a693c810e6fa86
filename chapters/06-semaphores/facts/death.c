/* death.c - the holder is killed
 *
 * 中文：持有者被杀：信号量不会放开；记录锁会，带 SEM_UNDO 的 System V 也会。
 * English: the holder is killed: a semaphore stays taken; a record lock is
 *          released, and so is a System V semaphore with SEM_UNDO.
 *
 * Facts: M013, M017.  Sources: sem_overview(7), fcntl(2), semop(2).
 */
#include "sem_fact.h"

#include <sys/sem.h>

static struct {
    sem_t *sem;
    int fd, undo, plain;
} held;

static int lock_byte(void)
{
    struct flock lock = {.l_type = F_WRLCK, .l_len = 1};

    return fcntl(held.fd, F_SETLK, &lock);
}

static int system_v(void)
{
    int id = semget(IPC_PRIVATE, 1, 0600);

    if (id == -1 || semctl(id, 0, SETVAL, 1) == -1)
        die("semget");
    return id;
}

static void take_and_die(void *arg)
{
    struct sembuf undo = {0, -1, SEM_UNDO}, plain = {0, -1, 0};

    (void)arg;
    if (sem_wait(held.sem) == -1 || lock_byte() == -1 ||
        semop(held.undo, &undo, 1) == -1 || semop(held.plain, &plain, 1) == -1)
        die("take");
    raise(SIGKILL);
}

int main(void)
{
    held.sem = shared_sem(1, 1);
    held.fd = scratch_file(1);
    held.undo = system_v();
    held.plain = system_v();
    int sig = died_of(run_child(take_and_die, NULL));

    int mine = sem_trywait(held.sem), err = errno;
    report("M013", sig == SIGKILL && mine == -1 && err == EAGAIN,
           "holder killed: sem_trywait %s", err_name(mine ? err : 0));

    int lock = lock_byte();
    int undo = semctl(held.undo, 0, GETVAL);
    int plain = semctl(held.plain, 0, GETVAL);
    report("M017", lock == 0 && undo == 1 && plain == 0,
           "record lock %s; System V with SEM_UNDO %d, without %d",
           lock == 0 ? "free" : "taken", undo, plain);
    semctl(held.undo, 0, IPC_RMID);
    semctl(held.plain, 0, IPC_RMID);
    return 0;
}
