/* places.c - fork, exec, and where a sem_t lives
 *
 * 中文：打开的信号量由孩子继承，exec 之后没有了；sem_t 放在哪里，就在哪里。
 * English: a child inherits an open semaphore, exec drops it; a sem_t is
 *          where it is, and nowhere else.
 *
 * Facts: C122, C123, C132, M012.
 * Sources: fork(2), execve(2), sem_init(3), sem_open(3).
 */
#include "sem_fact.h"

static void post_twice(void *sem)
{
    sem_post(sem);
    sem_post(sem);
}

static void post_once(void *sem)
{
    sem_post(sem);
}

/* after exec: is there anything at the old address? */
static int still_mapped(const char *address)
{
    uintptr_t at = strtoul(address, NULL, 16);
    unsigned char resident;

    return mincore((void *)(at - at % page_size()), 1, &resident) == 0;
}

static void exec_myself(void *sem)
{
    char address[32];

    snprintf(address, sizeof address, "%lx", (unsigned long)(uintptr_t)sem);
    execl("/proc/self/exe", "places", address, NULL);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return still_mapped(argv[1]);

    const char *name = sem_name("places");
    sem_t *named = create_sem(name, 0);
    sem_unlink(name);
    run_child(post_twice, named);
    report("C123", value_of(named) == 2,
           "the child posted twice, the parent's value is %d", value_of(named));
    int status = run_child(exec_myself, named);
    report("M012", WIFEXITED(status) && WEXITSTATUS(status) == 0,
           "after exec the old address is %s",
           status == 0 ? "not mapped" : "still mapped");

    sem_t *shared = shared_sem(1, 0);
    pid_t pid = sleeper(shared);
    sem_post(shared);
    int woke = reap(pid);
    report("C122", woke == 0, "unnamed, in shared memory: the sleeper %s",
           woke == 0 ? "woke up" : "did not wake up");

    sem_t local, original, *copy = shared_memory(sizeof *copy);
    if (sem_init(&local, 1, 0) == -1 || sem_init(&original, 1, 0) == -1)
        die("sem_init");
    *copy = original;
    run_child(post_once, &local);
    run_child(post_once, copy);
    report("C132",
           value_of(&local) == 0 && value_of(copy) == 1 &&
               value_of(&original) == 0,
           "a child's post: private %d; the copy %d, its original %d",
           value_of(&local), value_of(copy), value_of(&original));
    return 0;
}
