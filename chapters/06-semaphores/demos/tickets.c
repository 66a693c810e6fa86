/* tickets.c - two tickets, three children
 *
 * 中文：两张票，三个孩子。值为 2 的信号量管名额，值为 0 的信号量报信。
 * English: two tickets, three children. A semaphore of 2 counts places, one
 *          of 0 carries a signal.
 *
 * Book: chapter 6, "counting".  Sources: sem_init(3), sem_wait(3).
 * Usage: ./tickets
 */
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "asleep.h"

struct shared {
    sem_t tickets; /* 2: places inside */
    sem_t inside;  /* 0: "one more is inside" */
    sem_t leave;   /* 0: "one of you may go" */
};

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static struct shared *make_shared(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->tickets, 1, 2) == -1 || sem_init(&s->inside, 1, 0) == -1 ||
        sem_init(&s->leave, 1, 0) == -1)
        die("sem_init");
    return s;
}

static void take(sem_t *sem)
{
    if (sem_wait(sem) == -1)
        die("sem_wait");
}

static void put(sem_t *sem)
{
    if (sem_post(sem) == -1)
        die("sem_post");
}

// ANCHOR: visitor
static pid_t visitor(struct shared *s)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        take(&s->tickets);
        put(&s->inside);
        take(&s->leave);
        put(&s->tickets);
        _exit(EXIT_SUCCESS);
    }
    return pid;
}
// ANCHOR_END: visitor

static void show(const char *what, struct shared *s)
{
    int left;

    if (sem_getvalue(&s->tickets, &left) == -1)
        die("sem_getvalue");
    printf("%-28s tickets left: %d\n", what, left);
    fflush(stdout);
}

int main(void)
{
    struct shared *s = make_shared();

    // ANCHOR: parent
    visitor(s);
    visitor(s);
    take(&s->inside);
    take(&s->inside);
    show("two are inside", s);

    pid_t third = visitor(s);
    wait_asleep(third); /* asks /proc: state S */
    show("the third sleeps", s);

    put(&s->leave);
    take(&s->inside);
    show("one left, the third is in", s);
    // ANCHOR_END: parent

    put(&s->leave);
    put(&s->leave);
    for (int i = 0; i < 3; i++)
        if (wait(NULL) == -1)
            die("wait");
    show("all have left", s);
    return EXIT_SUCCESS;
}
