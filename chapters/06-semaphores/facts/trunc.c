/* trunc.c - sem_open with O_TRUNC
 *
 * 中文：O_TRUNC 把别人正在用的信号量截成 0 字节。
 * English: O_TRUNC cuts the semaphore that others use to 0 bytes.
 *
 * Facts: M049.  Sources: sem_open(3); POSIX leaves other flags unspecified.
 */
#include "sem_fact.h"

static void post_it(void *sem)
{
    sem_post(sem);
}

int main(void)
{
    const char *name = sem_name("trunc");
    sem_t *sem = create_sem(name, 1);
    int err = open_error(name, O_CREAT | O_TRUNC, 1);
    int sig = died_of(run_child(post_it, sem));

    sem_unlink(name);
    report("M049", sig == SIGBUS, "O_TRUNC: %s; the next sem_post: %s",
           err_name(err), sig_name(sig));
    return 0;
}
