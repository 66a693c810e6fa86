/* server.c - one execution after the other, each in fresh processes
 *
 * The server is the explored program before its first instruction: it forks the
 * first process of each execution, waits for an outcome, ends whatever is left
 * and removes what it left. It never runs the student's code itself, and it
 * decides nothing: the searching side reads the record.
 *
 * It must only be started in mount and IPC namespaces of its own, in a folder of
 * its own: everything in /dev/shm, /dev/mqueue and the folder is removed.
 */
#include "engine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GIVEN_FD = 3, LOOK_MS = 20 };
enum { GONE_LOOKS = 3, STUCK_LOOKS = 50, LAST_LOOKS = 500 };

static long futex(_Atomic uint32_t *word, int op, uint32_t value,
                  const struct timespec *limit)
{
    return syscall(SYS_futex, word, op, value, limit);
}

/* ---- what is left over ----------------------------------------------------- */

static void note_left(const char *name)
{
    struct finding *f;

    if (control->outcome != OUTCOME_OK)
        return; /* nobody had the chance to clean up */
    f = finding_add(FINDING_LEFT_BEHIND, 0, 0);
    if (f)
        snprintf(f->detail, sizeof f->detail, "%.63s", name);
}

static void empty_folder(const char *path, int tell)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    while (folder && (entry = readdir(folder)) != NULL) {
        char name[sizeof entry->d_name + 2];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(name, sizeof name, "/%s", entry->d_name);
        if (tell && strncmp(name, "/sem.", 5) == 0) {
            name[4] = '/'; /* the semaphore "/x" is the file "sem.x" */
            note_left(name + 4);
        } else if (tell) {
            note_left(name);
        }
        unlinkat(dirfd(folder), entry->d_name, 0);
    }
    if (folder)
        closedir(folder);
}

/* System V objects have no names; the record tells which ids were handed out. */
static void remove_sysv(const struct event *e)
{
    int id = (int)e->value;

    if (e->op != OP_NAME || id < 0)
        return;
    if (e->call == CALL_shmget && shmctl(id, IPC_RMID, NULL) == 0)
        note_left("shmget");
    if (e->call == CALL_semget && semctl(id, 0, IPC_RMID) == 0)
        note_left("semget");
    if (e->call == CALL_msgget && msgctl(id, IPC_RMID, NULL) == 0)
        note_left("msgget");
}

static void remove_leftovers(void)
{
    empty_folder("/dev/shm", 1);
    empty_folder("/dev/mqueue", 1);
    empty_folder(".", 0);
    for (uint32_t i = 0; i < control->events; i++)
        remove_sysv(&control->event[i]);
}

/* ---- watching --------------------------------------------------------------- */

/* State letter of a process, and the CPU time it has used, in clock ticks. */
static char look_at(pid_t pid, unsigned long *ticks)
{
    char path[64], text[512], *at;
    unsigned long user = 0, system = 0;
    char state = 'X';
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return 'X';
    n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    at = strrchr(text, ')');
    if (at)
        sscanf(at, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
               &state, &user, &system);
    *ticks = user + system;
    return state;
}

/* The owner of the token ended without telling: go on without it. */
static void owner_vanished(struct process *p)
{
    struct finding *f;

    p->state = PROCESS_EXITED;
    p->unannounced = 1;
    f = finding_add(FINDING_VANISHED, 0, 0);
    if (f)
        f->process = (int)(p - control->process);
    hand_over(NOBODY);
}

/* Nothing has happened for a while: is the owner still getting anywhere? One
 * that runs is given a second of CPU time, one that sleeps a second in which
 * nobody else does anything either. Where it must share the CPU with a horde of
 * processes that we do not know of, we do as well, and our looks are its turns. */
struct watch {
    uint32_t events, steps;
    int looks, all_looks, gone;
    unsigned long ticks;
};

static void look(struct watch *w)
{
    struct process *p = &control->process[control->owner];
    unsigned long ticks = 0, second = (unsigned long)sysconf(_SC_CLK_TCK);
    char state;

    if (control->events != w->events || control->steps != w->steps) {
        *w = (struct watch){.events = control->events, .steps = control->steps};
        look_at(p->pid, &w->ticks);
        return;
    }
    if (control->processes == 0 || p->pid <= 0)
        return; /* it has not begun */
    state = look_at(p->pid, &ticks);
    w->gone = state == 'Z' || state == 'X' ? w->gone + 1 : 0;
    if (w->gone >= GONE_LOOKS) {
        owner_vanished(p);
        return;
    }
    w->all_looks++;
    w->looks = state == 'S' || state == 'T' ? w->looks + 1 : 0;
    if (w->gone || (w->looks < STUCK_LOOKS && w->all_looks < LAST_LOOKS &&
                    ticks - w->ticks < second))
        return;
    p->argument = state;
    finish(OUTCOME_STUCK);
}

static void await_outcome(void)
{
    const struct timespec pause = {0, LOOK_MS * 1000000};
    struct watch w = {0};

    while (!control->done)
        if (futex(&control->done, FUTEX_WAIT, 0, &pause) == -1 &&
            errno == ETIMEDOUT)
            look(&w);
}

/* ---- one execution ---------------------------------------------------------- */

/* Process 2 of a namespace, which a cell and the command give us: all others in
 * it but its process 1 are there because of us, also those that nobody told
 * us of. The kernel lets none slip through by forking. */
static int is_alone(void)
{
    return getpid() == 2;
}

static void end_everybody(pid_t root)
{
    kill(is_alone() ? -1 : -root, SIGKILL);
    for (uint32_t i = 0; i < control->processes; i++)
        if (control->process[i].pid > 1)
            kill(control->process[i].pid, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        ;
}

/* The server is traced in a cell, and each SIGCHLD would be a stop. */
static void block_child_signal(int how)
{
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(how, &child, NULL);
}

static void one_execution(void)
{
    pid_t root = fork();

    if (root == 0) {
        block_child_signal(SIG_UNBLOCK);
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        process_root();
        explored_root();
    }
    if (root == -1) {
        finish(OUTCOME_LOST);
        return;
    }
    setpgid(root, root);
    await_outcome();
    end_everybody(root);
    me = -1;
    remove_leftovers();
}

/* Handing the token over is four times as fast on one CPU as between two. */
static void stay_on_one_cpu(void)
{
    cpu_set_t one;
    int cpu = sched_getcpu();

    if (cpu == -1)
        return;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

static void map_control(void)
{
    if (dup2(GIVEN_FD, CONTROL_FD) == -1)
        exit(122);
    syscall(SYS_close_range, GIVEN_FD, CONTROL_FD - 1, 0);
    if (mmap(CONTROL_ADDRESS, sizeof *control, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED_NOREPLACE, CONTROL_FD,
             0) != CONTROL_ADDRESS)
        exit(123);
}

_Noreturn void server(void)
{
    map_control();
    control->server_pid = (uint32_t)getpid();
    block_child_signal(SIG_BLOCK);
    if (readlink("/proc/self/exe", control->image[0], TEXT - 1) == -1)
        exit(124);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    stay_on_one_cpu();
    process_prepare();
    for (;;) {
        uint32_t finished = control->finished;

        while (control->wanted == finished)
            futex(&control->wanted, FUTEX_WAIT, finished, NULL);
        one_execution();
        control->finished = control->wanted;
        futex(&control->finished, FUTEX_WAKE, INT_MAX, NULL);
    }
}
