/* steps.c - LAB_POINT and scenario_step as scheduling points */
#include "engine.h"

#include <signal.h>
#include <stdio.h>

/* All of them work on one imaginary object: the order in which processes pass
 * them is part of the state, because scenarios count and compare unseen. */
void step(const char *zh, const char *en, uint64_t pc)
{
    struct event *e;
    int object;

    if (me < 0)
        return;
    object = object_get(OBJECT_STEPS, 0, 0, "steps");
    point(OP_STEP, object, 0, 0, pc);
    history_add(object, OP_STEP, 0);
    e = event_add(OP_STEP, object, 0, 0, pc);
    e->text = string_add(en);
    e->argument[0] = string_add(zh);
}

/* Would the plan end this process here? */
static int is_killed_at(int n)
{
    struct kill_plan *plan = &control->kill;

    if (plan->point != (uint32_t)n ||
        (plan->process >= 0 && plan->process != me))
        return 0;
    return ++plan->seen == plan->visit;
}

void lab_point(int n);

void lab_point(int n)
{
    char text[32];

    if (me < 0)
        return;
    snprintf(text, sizeof text, "LAB_POINT(%d)", n);
    step(text, text, PC);
    if (!is_killed_at(n))
        return;
    process_ends(0, SIGKILL);
    raise(SIGKILL);
}
