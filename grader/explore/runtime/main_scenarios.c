/* main_scenarios.c - explore a lab: one of its scenarios each time */
#include "engine.h"
#include "scenario.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *cursor = "";

long scenario_number(void)
{
    return strtol(cursor, &cursor, 10);
}

void scenario_expect(int held, const char *zh, const char *en, ...)
{
    va_list arguments, again;

    if (held || me < 0 || control->outcome != OUTCOME_NONE)
        return;
    memory_settle();
    va_start(arguments, en);
    va_copy(again, arguments);
    vsnprintf(control->zh, SENTENCE, zh, arguments);
    vsnprintf(control->en, SENTENCE, en, again);
    va_end(again);
    va_end(arguments);
    event_add(OP_EXPECT, 0, 0, 0, PC);
    control->outcome = OUTCOME_WRONG;
}

void scenario_name(const volatile void *address, const char *name)
{
    struct label *l = &control->label[control->labels];
    int object;

    if (me < 0 || control->labels == LABELS ||
        maps_find((const void *)address, &object, &l->offset) == -1)
        return;
    l->object = object;
    snprintf(l->name, sizeof l->name, "%s", name);
    control->labels++;
}

void scenario_step(const char *zh, const char *en)
{
    step(zh, en, PC);
}

/* A child that falls out of the function is ended; the timeline says why. */
static void came_back(void)
{
    struct event *e = event_add(OP_STEP, 0, 0, 0, self->pc);

    e->text = string_add("returns into the caller's code, and is ended");
    e->argument[0] = string_add("返回到调用者的代码里，到此为止");
}

void scenario_returned(void)
{
    memory_settle();
    if ((uint32_t)getpid() != control->root_pid) {
        finding_add(FINDING_CHILD_RETURNED, 0, self->pc);
        came_back();
        explored__exit(77);
    }
    for (uint32_t i = 1; i < control->processes; i++) {
        const struct process *p = &control->process[i];
        struct finding *f;

        if (p->parent != me || p->state == PROCESS_REAPED)
            continue;
        f = finding_add(FINDING_NOT_WAITED, 0, 0);
        if (f)
            f->other = (int)i;
    }
}

void explored_ends(int status)
{
    (void)status;
}

_Noreturn void explored_root(void)
{
    size_t length = strcspn(control->request, " ");

    cursor = control->request + length;
    for (const struct scenario *s = scenarios; s->name; s++)
        if (strlen(s->name) == length &&
            strncmp(s->name, control->request, length) == 0) {
            s->run();
            explored_exit(0);
        }
    finish(OUTCOME_LOST);
    _exit(121); /* check and scenarios disagree: a mistake of ours */
}

int main(void)
{
    server();
}
