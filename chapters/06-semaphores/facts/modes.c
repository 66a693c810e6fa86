/* modes.c - who may open a named semaphore
 *
 * 中文：打开有名信号量，读和写两种权限都要有；umask 照样管用。
 * English: opening a named semaphore takes read and write permission; the
 *          umask counts.
 *
 * Facts: M011, M158.  Sources: sem_open(3), umask(2).
 */
#include "sem_fact.h"

#include <grp.h>

enum { NOBODY = 65534 };

/* asked_by_nobody - errno of sem_open(name, 0) for another user. */
static int asked_by_nobody(const char *name)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (setgroups(0, NULL) == -1 || setgid(NOBODY) == -1 ||
            setuid(NOBODY) == -1)
            _exit(255);
        _exit(open_error(name, 0, 0));
    }
    return reap(pid);
}

static int with_mode(const char *name, mode_t mode)
{
    sem_t *sem = sem_open(name, O_CREAT | O_EXCL, mode, 1);

    if (sem == SEM_FAILED)
        die("sem_open");
    int err = asked_by_nobody(name);
    sem_unlink(name);
    sem_close(sem);
    return err;
}

static int created_mode(const char *name, mode_t mask)
{
    char path[80];
    struct stat sb;

    umask(mask);
    sem_t *sem = sem_open(name, O_CREAT | O_EXCL, 0666, 1);
    if (sem == SEM_FAILED)
        die("sem_open");
    snprintf(path, sizeof path, "/dev/shm/sem.%s", name + 1);
    int rc = stat(path, &sb);
    sem_unlink(name);
    return rc == -1 ? -1 : (int)(sb.st_mode & 0777);
}

int main(void)
{
    const char *name = sem_name("modes");

    umask(0);
    int r = with_mode(name, 0604), w = with_mode(name, 0602);
    int rw = with_mode(name, 0606);
    if (rw == 255)
        skip("M011", "cannot become another user here");
    else
        report("M011", r == EACCES && w == EACCES && rw == 0,
               "others r--: %s, -w-: %s, rw-: %s", err_name(r), err_name(w),
               err_name(rw));

    int mode = created_mode(name, 027);
    report("M158", mode == 0640, "mode 0666 under umask 027: %#o", mode);
    return 0;
}
