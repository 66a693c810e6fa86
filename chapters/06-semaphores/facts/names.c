/* names.c - the life of a name
 *
 * 中文：进程结束，有名信号量还在；sem_unlink 立刻去掉名字，去不掉信号量。
 * English: a named semaphore outlives its process; sem_unlink removes the
 *          name at once, and only the name.
 *
 * Facts: B025, B034, C124, C126, C127, C131, C131b, C142, M151, M152,
 *        M159.
 * Sources: sem_open(3), sem_close(3), sem_unlink(3), sem_overview(7).
 */
#include "sem_fact.h"

static void create_and_go(void *name)
{
    sem_post(create_sem(name, 2));
}

static void outlives(const char *name)
{
    run_child(create_and_go, (void *)name);
    sem_t *sem = sem_open(name, 0);
    report("C124", sem != SEM_FAILED && value_of(sem) == 3,
           "its process is gone, the value is %d",
           sem == SEM_FAILED ? -1 : value_of(sem));
    int again = open_error(name, O_CREAT | O_EXCL, 1);
    report("B034", again == EEXIST, "the next O_CREAT | O_EXCL: %s",
           err_name(again));

    sem_t *second = sem_open(name, O_CREAT, 0600, 7);
    report("M151", second != SEM_FAILED && value_of(second) == 3,
           "O_CREAT with value 7 on an existing one: value %d",
           value_of(second));
    report("C142", second == sem, "opened twice: %s address",
           second == sem ? "the same" : "another");

    sem_close(second);
    unsigned char resident;
    void *page = (void *)((uintptr_t)sem - (uintptr_t)sem % page_size());
    int one = mincore(page, page_size(), &resident);
    sem_close(sem);
    int two = mincore(page, page_size(), &resident);
    report("M152", one == 0 && two == -1 && errno == ENOMEM,
           "opened twice, closed once: %s; closed twice: %s",
           one == 0 ? "still mapped" : "gone", two == 0 ? "mapped" : "gone");
    sem_unlink(name);
}

static void unlinks(const char *name)
{
    sem_t *old = create_sem(name, 3);
    int rc = sem_unlink(name), gone = open_error(name, 0, 0);
    int counts = sem_trywait(old) == 0 && value_of(old) == 2;
    int again = sem_unlink(name), err = errno;

    report("C131",
           rc == 0 && gone == ENOENT && counts && again == -1 && err == ENOENT,
           "unlinked while open: name %s, handle %s; again: %s", err_name(gone),
           counts ? "counts on" : "dead", err_name(err));
    sem_t *new = create_sem(name, 5);
    report("C131b", value_of(new) == 5 && value_of(old) == 2,
           "created again: %d, the old one: %d", value_of(new), value_of(old));

    rc = sem_unlink("/sem-fact-another-name");
    err = errno;
    int there = open_error(name, 0, 0);
    report("B025", rc == -1 && err == ENOENT && there == 0,
           "unlinking another name: %s, and the semaphore is %s", err_name(err),
           there == 0 ? "still there" : "gone");
    sem_unlink(name);
}

/* longest - how many characters after the slash a name may have */
static int longest(void)
{
    char name[400] = "/";

    for (int n = 1; n < 390; n++) {
        name[n] = 'n';
        name[n + 1] = '\0';
        if (open_error(name, 0, 0) == ENAMETOOLONG)
            return n - 1;
    }
    return -1;
}

int main(void)
{
    char path[] = "/tmp/sem-fact", name[64];

    strcpy(name, sem_name("names"));
    outlives(name);
    unlinks(name);

    int most = longest();
    report("M159", most == 251, "longest name: %d characters after the slash",
           most);

    int err = open_error(path, O_CREAT, 1);
    report("C126", err == EINVAL, "sem_open(\"%s\"): %s", path, err_name(err));
    sem_t *sem = create_sem(name, 1);
    int rdwr = open_error(name, O_RDWR, 0),
        wronly = open_error(name, O_WRONLY, 0);
    report("C127", rdwr == 0 && wronly == 0, "O_RDWR %s, O_WRONLY %s",
           err_name(rdwr), err_name(wronly));
    sem_close(sem);
    sem_unlink(name);
    return 0;
}
