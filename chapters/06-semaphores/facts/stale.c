/* stale.c - what sem_getvalue says, and who gets a post
 *
 * 中文：三个睡着，Linux 存进去的是 0；post 并不交给睡得最久的那个。
 * English: three sleepers, and Linux stores 0; a post is handed to nobody.
 *
 * Facts: C139, M157.  Sources: sem_getvalue(3), sem_post(3).
 */
#include "sem_fact.h"

int main(void)
{
    sem_t *sem = shared_sem(1, 0);
    pid_t pid[3];
    int value = -9;

    for (int i = 0; i < 3; i++)
        pid[i] = sleeper(sem);
    int rc = sem_getvalue(sem, &value);
    report("C139", rc == 0 && value == 0,
           "three sleepers: returned %d, stored %d", rc, value);
    for (int i = 0; i < 3; i++)
        sem_post(sem);
    for (int i = 0; i < 3; i++)
        reap(pid[i]);

    pid_t waiting = sleeper(sem);
    if (kill(waiting, SIGSTOP) == -1 || waitpid(waiting, NULL, WUNTRACED) == -1)
        die("stop");
    sem_post(sem);
    int mine = sem_trywait(sem); /* the one that came last */
    kill(waiting, SIGCONT);
    wait_asleep(waiting);
    sem_post(sem);
    int ended = reap(waiting);
    report("M157", mine == 0 && ended == 0,
           "a process was waiting; the poster's own trywait: %s, and the "
           "waiting one %s",
           mine == 0 ? "ok" : "refused",
           ended == 0 ? "went back to sleep" : "failed");
    return 0;
}
