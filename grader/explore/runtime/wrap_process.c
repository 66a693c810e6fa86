/* wrap_process.c - processes begin, end, wait for each other, and are killed
 *
 * Events: fork: argument[0] the child's slot. Wait: argument[0] the pid asked
 * for, [1] the child's slot, 0 if no child is reported, [2] its status. Kill:
 * argument[0] the pid, [1] the signal, [2] the slot, -1 if it is none of ours.
 *
 * Findings made here: RAW_CALL (number[0]: the number of the system call).
 */
#include "wrap.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>

/* ---- fork --------------------------------------------------------------- */

/* The child knows all that its parent knew before the fork, and nothing of
 * what it does after it. */
pid_t explored_fork(void)
{
    int slot, saved;
    pid_t pid;

    WRAPPED(fork, -1, fork());
    point(OP_FORK, 0, 0, 0, PC);
    slot = process_new();
    if (slot == -1) {
        finding_add(FINDING_FULL, 0, PC);
        errno = EAGAIN;
        return -1;
    }
    called(OP_FORK, CALL_fork, 0, PC, slot, 0, NULL, slot, 0);
    self->now.at[me]++;
    control->process[slot].pc = PC;
    pid = fork();
    saved = errno;
    if (pid == 0) {
        undo_forget();
        process_child(slot);
        return 0;
    }
    control->process[slot].pid = pid;
    if (pid == -1)
        control->process[slot].state = PROCESS_FREE;
    errno = saved;
    return pid;
}

/* A parent that vfork stops may run here earlier than it could: more schedules
 * than there are, for a call that is only for exec. */
pid_t explored_vfork(void) __attribute__((alias("explored_fork")));

/* ---- the end ------------------------------------------------------------ */

/* The line that ends the process, not the last one that touched memory. */
static void ends_here(uint64_t pc)
{
    if (me >= 0)
        self->pc = pc;
}

/* process.c hears of it through on_exit, after the student's own handlers. */
_Noreturn void explored_exit(int status)
{
    ends_here(PC);
    exit(status);
}

_Noreturn void explored__exit(int status)
{
    ends_here(PC);
    process_ends(status & 0xff, 0);
    _exit(status);
}

_Noreturn void explored__Exit(int status)
    __attribute__((alias("explored__exit")));

_Noreturn void explored_abort(void);

_Noreturn void explored_abort(void)
{
    memory_settle();
    abort(); /* SIGABRT is a crash: process.c */
}

/* ---- waiting for children ----------------------------------------------- */

/* A child that may be waited for by this call; -1: none has ended yet, -2:
 * there is none at all. */
static int ended_child(pid_t pid)
{
    int found = -2;

    for (uint32_t i = 0; i < control->processes; i++) {
        const struct process *p = &control->process[i];

        if (p->parent != me || p->state == PROCESS_FREE ||
            p->state == PROCESS_REAPED || (pid > 0 && p->pid != pid))
            continue;
        if (p->state == PROCESS_EXITED)
            return (int)i;
        found = -1;
    }
    return found;
}

static int children_object(void)
{
    char name[32];

    snprintf(name, sizeof name, "children of P%d", me);
    return object_get(OBJECT_CHILDREN, (uint64_t)me, 0, name);
}

/* Its end happened before this. */
static void reaped(int slot)
{
    struct process *child = &control->process[slot];

    child->state = PROCESS_REAPED;
    clock_acquire(&child->now);
    self->history = mix(self->history, child->history + (unsigned)slot);
}

/* await_child - the slot of a child that has ended and that the real call can
 * report at once, or what ended_child says of no such. Groups (pid 0 or below
 * -1) are taken for any child. */
static int await_child(pid_t pid, int options, uint64_t pc)
{
    self->argument = pid > 0 ? pid : -1;
    point(options & WNOHANG ? OP_NAME : OP_WAIT_CHILD, children_object(), 0, 0,
          pc);
    return ended_child(pid);
}

static void waited(unsigned call, uint64_t pc, int64_t result, pid_t pid,
                   int status, int slot)
{
    int child = slot > 0 && result >= 0 ? slot : 0;

    called(OP_WAIT_CHILD, call, children_object(), pc, result, ERROR_OF(result),
           NULL, pid, child)
        ->argument[2] = status;
    /* the end of a process is progress at place 0 */
    spin_sync(OP_WAIT_CHILD, 0, pc, (uint64_t)slot, 0);
}

/* wait_for - the real wait4 does not block: the child is known to have given
 * up the token, and ends; or nothing can be reported, and it says so. A parent
 * that ignores SIGCHLD gets ECHILD for each: look for the next. */
static pid_t wait_for(unsigned call, pid_t pid, int *status, int options,
                      struct rusage *usage, uint64_t pc)
{
    int slot, word = 0, ignored;
    pid_t result;

    do {
        slot = await_child(pid, options, pc);
        if (slot >= 0)
            result = wait4(control->process[slot].pid, &word,
                           options & ~WNOHANG, usage);
        else
            result = wait4(pid, &word, options, usage);
        ignored = slot >= 0 && result == -1 && errno == ECHILD;
        if (slot >= 0 && (result > 0 || ignored))
            reaped(slot);
    } while (ignored);
    waited(call, pc, result, pid, word, slot);
    if (status && result > 0)
        put_in(status, &word, sizeof word, pc);
    return result;
}

pid_t explored_waitpid(pid_t pid, int *status, int options)
{
    WRAPPED(waitpid, -1, waitpid(pid, status, options));
    return wait_for(CALL_waitpid, pid, status, options, NULL, PC);
}

pid_t explored_wait(int *status)
{
    WRAPPED(wait, -1, wait(status));
    return wait_for(CALL_wait, -1, status, 0, NULL, PC);
}

pid_t explored_wait3(int *status, int options, struct rusage *usage);
pid_t explored_wait4(pid_t pid, int *status, int options, struct rusage *usage);

pid_t explored_wait3(int *status, int options, struct rusage *usage)
{
    WRAPPED(waitpid, -1, wait3(status, options, usage));
    return wait_for(CALL_waitpid, -1, status, options, usage, PC);
}

pid_t explored_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    WRAPPED(waitpid, -1, wait4(pid, status, options, usage));
    return wait_for(CALL_waitpid, pid, status, options, usage, PC);
}

/* WNOWAIT leaves the child to be waited for again. */
int explored_waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    int slot, result;
    pid_t pid = type == P_PID ? (pid_t)id : -1;

    WRAPPED(waitid, -1, waitid(type, id, info, options));
    slot = await_child(pid, options, PC);
    if (slot >= 0) {
        pid = control->process[slot].pid;
        result = waitid(P_PID, (id_t)pid, info, options & ~WNOHANG);
    } else {
        result = waitid(type, id, info, options);
    }
    if (slot >= 0 && result == 0 && !(options & WNOWAIT))
        reaped(slot);
    waited(CALL_waitid, PC, result, pid, 0, slot);
    return result;
}

/* ---- signals ------------------------------------------------------------ */

static int slot_of(pid_t pid)
{
    for (uint32_t i = 0; i < control->processes; i++)
        if (control->process[i].pid == pid &&
            control->process[i].state == PROCESS_READY)
            return (int)i;
    return -1;
}

/* Is this signal in the mask that /proc/PID/status shows under this title? */
static int in_mask(pid_t pid, const char *title, int signal)
{
    char path[64], line[256];
    unsigned long long mask = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    file = fopen(path, "re");
    if (!file)
        return 1;
    while (fgets(line, sizeof line, file))
        if (strncmp(line, title, strlen(title)) == 0)
            sscanf(line + strlen(title), " %llx", &mask);
    fclose(file);
    return mask >> (signal - 1) & 1;
}

/* Would this signal end the process? The target is parked, so the answer stays
 * true until the signal is sent. */
static int is_deadly(pid_t pid, int signal)
{
    if (signal == SIGKILL)
        return 1;
    switch (signal) {
    case 0:
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
        return 0;
    }
    return signal < 64 && !in_mask(pid, "SigCgt:", signal) &&
           !in_mask(pid, "SigIgn:", signal) && !in_mask(pid, "SigBlk:", signal);
}

/* What its end does to others, the kernel has done when its pidfd can be read:
 * descriptors closed, robust mutexes marked. */
static void await_death(int pidfd)
{
    struct pollfd p = {.fd = pidfd, .events = POLLIN};

    while (poll(&p, 1, -1) == -1 && errno == EINTR)
        ;
}

void process_died(int slot, int signal)
{
    struct process *dead = &control->process[slot];

    for (uint32_t i = 1; i < control->objects; i++) {
        struct object *o = &control->object[i];

        if (o->type != OBJECT_PIPE && o->type != OBJECT_LOCK)
            continue;
        clock_join(&o->released, &dead->now);
        o->epoch++;
    }
    undo_of(slot);
    robust_died(slot);
    control->descriptor_epoch++;
    dead->ended_by = signal;
    dead->state = PROCESS_EXITED;
    spin_progress(place_of(0, 0));
}

/* One line of /proc/PID/status, a set of signals: is this one in it? */
static int in_set(const char *status, const char *field, int signal)
{
    const char *at = strstr(status, field);

    return at && strtoull(at + strlen(field), NULL, 16) >> (signal - 1) & 1;
}

/* A caught signal runs its handler at once, in a process that is parked: wait
 * until it is parked again, so that this is one moment of the schedule. Whether
 * the handler does what it must not do there, point() finds out. */
static void await_handler(pid_t pid, int signal)
{
    const struct timespec moment = {0, 100000};
    char path[64], status[4096];

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    for (;;) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd == -1 ? -1 : read(fd, status, sizeof status - 1);

        if (fd != -1)
            close(fd);
        status[n > 0 ? n : 0] = '\0';
        if (n <= 0 || !in_set(status, "SigCgt:", signal) ||
            in_set(status, "SigBlk:", signal))
            return;
        if (!in_set(status, "SigPnd:", signal) &&
            !in_set(status, "ShdPnd:", signal) && strstr(status, "State:\tS"))
            return;
        nanosleep(&moment, NULL);
    }
}

static int kill_other(int slot, int signal)
{
    pid_t pid = control->process[slot].pid;
    int deadly = is_deadly(pid, signal);
    int pidfd = deadly ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    int result = kill(pid, signal), saved = errno;

    if (pidfd != -1 && result == 0) {
        await_death(pidfd);
        clock_join(&control->process[slot].now, &self->now);
        self->now.at[me]++;
        process_died(slot, signal);
    }
    if (!deadly && result == 0)
        await_handler(pid, signal);
    if (pidfd != -1)
        close(pidfd);
    errno = saved;
    return result;
}

/* What a process had done when a signal came depends on the schedule, whatever
 * it does: the search takes objects of this type for used by everybody. */
static int signals_to(int slot)
{
    enum { SIGNALS = 1 << 16 };
    char name[32];

    if (slot == -1)
        return 0;
    snprintf(name, sizeof name, "signals to P%d", slot);
    return object_get(OBJECT_CHILDREN, SIGNALS + (uint64_t)slot, 0, name);
}

/* To the whole group: the others first. */
static int kill_group(pid_t pid, int signal)
{
    int result = kill(pid, 0);

    for (uint32_t i = 0; result == 0 && i < control->processes; i++)
        if ((int)i != me && control->process[i].state == PROCESS_READY)
            result = kill_other((int)i, signal);
    return result;
}

static int send(unsigned call, pid_t pid, int signal, uint64_t pc)
{
    int result = 0, group = pid == 0 || pid == -getpgrp();
    int slot = group ? me : slot_of(pid);

    point(OP_NAME, signals_to(slot), 0, 0, pc);
    slot = group ? me : slot_of(pid);
    if (group)
        result = kill_group(pid, signal);
    if (result == 0 && slot == me) {
        if (is_deadly(getpid(), signal))
            process_ends(0, signal); /* and the next line ends us */
        result = kill(getpid(), signal);
    } else if (slot != me) {
        result = slot == -1 ? kill(pid, signal) : kill_other(slot, signal);
    }
    called(OP_CALL, call, 0, pc, result, ERROR_OF(result), NULL, pid, signal)
        ->argument[2] = slot;
    return result;
}

int explored_kill(pid_t pid, int signal)
{
    WRAPPED(kill, -1, kill(pid, signal));
    return send(CALL_kill, pid, signal, PC);
}

int explored_raise(int signal)
{
    WRAPPED(raise, -1, raise(signal));
    return send(CALL_raise, getpid(), signal, PC);
}

/* ---- exec --------------------------------------------------------------- */

/* The new program keeps slot and token: it finds the control block through a
 * descriptor that stays open, and its slot in the environment (process.c).
 * What exec does to others - descriptors that close - it has done before
 * anybody else runs, so they may look again. */
enum { ARGUMENTS = 64, VARIABLES = 1024 };

static char slot_variable[32];

static int replace(const char *path, char *const argv[], char *const envp[],
                   int search, uint64_t pc)
{
    char *variables[VARIABLES + 2];
    int n = 0, result;

    while (envp && envp[n] && n < VARIABLES) {
        variables[n] = envp[n];
        n++;
    }
    snprintf(slot_variable, sizeof slot_variable, "EXPLORED_SLOT=%d", me);
    if (me >= 0)
        variables[n++] = slot_variable;
    variables[n] = NULL;
    if (me >= 0) {
        point(OP_CALL, 0, 0, 0, pc);
        called(OP_CALL, CALLS, 0, pc, 0, 0, path, 0, 0);
        control->descriptor_epoch++;
    }
    result =
        search ? execvpe(path, argv, variables) : execve(path, argv, variables);
    return result;
}

int explored_execve(const char *path, char *const argv[], char *const envp[]);
int explored_execv(const char *path, char *const argv[]);
int explored_execvp(const char *path, char *const argv[]);
int explored_execvpe(const char *path, char *const argv[], char *const envp[]);
int explored_execl(const char *path, const char *first, ...);
int explored_execlp(const char *path, const char *first, ...);
int explored_execle(const char *path, const char *first, ...);

int explored_execve(const char *path, char *const argv[], char *const envp[])
{
    return replace(path, argv, envp, 0, PC);
}

int explored_execv(const char *path, char *const argv[])
{
    return replace(path, argv, environ, 0, PC);
}

int explored_execvp(const char *path, char *const argv[])
{
    return replace(path, argv, environ, 1, PC);
}

int explored_execvpe(const char *path, char *const argv[], char *const envp[])
{
    return replace(path, argv, envp, 1, PC);
}

/* The arguments of execl as an array, up to their NULL. */
static void collect(char **argv, const char *first, va_list rest)
{
    int n = 0;

    argv[n] = (char *)(uintptr_t)first;
    while (argv[n] && n < ARGUMENTS - 1)
        argv[++n] = va_arg(rest, char *);
    argv[n] = NULL;
}

int explored_execl(const char *path, const char *first, ...)
{
    char *argv[ARGUMENTS];
    va_list rest;

    va_start(rest, first);
    collect(argv, first, rest);
    va_end(rest);
    return replace(path, argv, environ, 0, PC);
}

int explored_execlp(const char *path, const char *first, ...)
{
    char *argv[ARGUMENTS];
    va_list rest;

    va_start(rest, first);
    collect(argv, first, rest);
    va_end(rest);
    return replace(path, argv, environ, 1, PC);
}

int explored_execle(const char *path, const char *first, ...)
{
    char *argv[ARGUMENTS];
    char *const *envp;
    va_list rest;

    va_start(rest, first);
    collect(argv, first, rest);
    envp = va_arg(rest, char *const *);
    va_end(rest);
    return replace(path, argv, envp, 0, PC);
}

/* ---- system calls by number --------------------------------------------- */

/* What goes past the C library goes past the explorer: only the futex, which
 * has no function of its own, is understood (wrap_pthread.c). */
long explored_syscall(long number, long a, long b, long c, long d, long e,
                      long f)
{
    const long arguments[] = {a, b, c, d, e, f};
    struct finding *found;
    long result;

    WRAPPED(syscall, -1, syscall(number, a, b, c, d, e, f));
    if (number == SYS_futex && futex_call(arguments, PC, &result))
        return result;
    memory_settle();
    found = finding_add(FINDING_RAW_CALL, 0, PC);
    if (found)
        found->number[0] = number;
    result = syscall(number, a, b, c, d, e, f);
    called(OP_CALL, CALL_syscall, 0, PC, result, ERROR_OF(result), NULL, number,
           a);
    return result;
}
