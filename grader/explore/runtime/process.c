/* process.c - processes come, die, and are replaced by exec */
#include "engine.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* ---- beginnings ----------------------------------------------------------- */

int process_new(void)
{
    struct process *p;
    int slot;

    if (control->processes >= PROCESSES) {
        finish(OUTCOME_CROWDED);
        for (;;)
            pause(); /* the server ends us */
    }
    slot = (int)control->processes++;
    p = &control->process[slot];
    memset(p, 0, sizeof *p);
    p->state = PROCESS_READY;
    p->op = OP_START;
    p->parent = me;
    if (me >= 0) { /* fork: it knows all that its parent knows */
        p->now = p->would = self->now;
        p->history = mix(self->history, 99u + (unsigned)slot);
        p->image = self->image;
    }
    p->now.at[slot] = 1;
    return slot;
}

void process_child(int slot)
{
    memory_settle_nothing();
    me = slot;
    self->pid = getpid();
    park();
    event_add(OP_START, 0, 0, 0, self->pc);
}

void process_root(void)
{
    me = process_new();
    self->pid = getpid();
    self->parent = -1;
    control->root_pid = (uint32_t)getpid();
    control->owner = 0;
    event_add(OP_START, 0, 0, 0, 0);
}

/* ---- ends ------------------------------------------------------------------ */

/* What the kernel does at the end of a process, others may be waiting for: it
 * must happen while we hold the token. */
static void let_go_of_descriptors(void)
{
    for (uint32_t i = 1; i < control->objects; i++) {
        struct object *o = &control->object[i];

        if (o->type != OBJECT_PIPE && o->type != OBJECT_LOCK)
            continue;
        clock_join(&o->released, &self->now);
        o->epoch++;
    }
    control->descriptor_epoch++;
    syscall(SYS_close_range, 3, CONTROL_FD - 1, 0);
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
}

static void note_held(void)
{
    for (int i = 0; i < self->held_count; i++) {
        int object = self->held[i];
        const struct object *o = &control->object[object];

        if (o->type == OBJECT_MUTEX || (o->known && o->first_value == 1))
            finding_add(FINDING_EXIT_HOLDING, object, self->pc);
    }
}

void process_ends(int status, int signal)
{
    struct event *e;
    int mine = me;

    if (me < 0 || self->state != PROCESS_READY)
        return;
    memory_settle();
    undo_all();
    if (me == 0 && !signal)
        explored_ends(status);
    e = event_add(OP_EXIT, 0, 0, 0, self->pc);
    e->argument[0] = status;
    e->argument[1] = signal;
    if (!signal)
        note_held(); /* who is killed could not help it */
    let_go_of_descriptors();
    self->exit_status = status;
    self->ended_by = signal;
    self->state = PROCESS_EXITED;
    spin_progress(place_of(0, 0));
    hand_over(mine);
}

/* on_exit tells the status, whoever called exit(): main's return, err(3), ... */
static void at_exit(int status, void *nothing)
{
    (void)nothing;
    if (me < 0)
        return;
    fflush(NULL);
    process_ends(status & 0xff, 0);
}

/* A fault ends the execution at once: what it did to shared memory is there to
 * be looked at. */
void process_faults(int signo, uint64_t address, uint64_t pc)
{
    struct event *e = event_add(OP_CRASH, 0, 0, 0, pc);

    e->argument[0] = signo;
    e->address = address;
    finish(OUTCOME_CRASH);
    for (;;)
        pause();
}

static volatile uint64_t touching;

void process_touches(uint64_t pc)
{
    touching = pc;
}

static void on_fault(int signo, siginfo_t *info, void *context)
{
    const ucontext_t *machine = context;
    uint64_t pc = 0;

#if defined(__x86_64__)
    pc = (uint64_t)machine->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    pc = machine->uc_mcontext.pc;
#endif
    if (me < 0 || self->state != PROCESS_READY) {
        signal(signo, SIG_DFL);
        raise(signo);
        return;
    }
    if (touching)
        pc = touching;
    process_faults(signo, (uint64_t)(uintptr_t)info->si_addr, pc);
}

void process_prepare(void)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    static char stack[64 << 10];
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};

    sigaltstack(&other, NULL);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigaction(faults[i], &action, NULL);
    on_exit(at_exit, NULL); /* the first to be registered is the last to run */
}

/* ---- exec ------------------------------------------------------------------ */

/* A program started by an explored process keeps its slot and the token; it
 * finds the control block through a descriptor that survives exec. */
__attribute__((constructor(101))) static void after_exec(void)
{
    const char *slot = getenv("EXPLORED_SLOT");
    char path[TEXT] = "";
    uint32_t i;

    if (!slot)
        return;
    if (mmap(CONTROL_ADDRESS, sizeof *control, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED_NOREPLACE, CONTROL_FD,
             0) != CONTROL_ADDRESS)
        _exit(126);
    process_prepare();
    me = atoi(slot);
    unsetenv("EXPLORED_SLOT");
    if (readlink("/proc/self/exe", path, sizeof path - 1) == -1)
        return;
    for (i = 0; i < control->images && strcmp(control->image[i], path); i++)
        ;
    if (i == control->images && i < IMAGES) {
        strcpy(control->image[i], path);
        control->images++;
    }
    self->image = (uint8_t)i;
}
