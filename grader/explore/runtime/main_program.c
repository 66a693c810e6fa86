/* main_program.c - explore a whole program: its main is called explored_main
 *
 * The program is right when main returns 0 in its first process, and when every
 * child has been waited for by then.
 */
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int explored_main(int argc, char **argv, char **environment);

static int arguments;
static char **argument;

void explored_ends(int status)
{
    for (uint32_t i = 1; i < control->processes; i++)
        if (control->process[i].parent == 0 &&
            control->process[i].state != PROCESS_REAPED) {
            struct finding *f = finding_add(FINDING_NOT_WAITED, 0, self->pc);

            if (f)
                f->other = (int)i;
        }
    if (status == 0 || control->outcome != OUTCOME_NONE)
        return;
    snprintf(control->zh, SENTENCE, "程序以状态 %d 结束，应为 0", status);
    snprintf(control->en, SENTENCE,
             "the program ended with status %d, expected 0", status);
    control->outcome = OUTCOME_WRONG;
}

_Noreturn void explored_root(void)
{
    exit(explored_main(arguments, argument, environ));
}

int main(int argc, char **argv)
{
    arguments = argc;
    argument = argv;
    if (me >= 0) /* started by exec in an explored process */
        exit(explored_main(argc, argv, environ));
    server();
}
