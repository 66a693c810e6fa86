/* schedule.c - schedules as text and back
 *
 * "2:1,7:0t": at step 2 process 1 runs, at step 7 the wait of process 0 reaches
 * its time limit; everywhere else the default policy (runtime/point.c).
 */
#include "search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *schedule_text(const struct schedule *schedule)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;
    for (size_t i = 0; i < schedule->n; i++)
        fprintf(out, "%s%u:%u%s", i ? "," : "", schedule->deviation[i].step,
                schedule->deviation[i].choice % TIMES_OUT,
                schedule->deviation[i].choice >= TIMES_OUT ? "t" : "");
    fclose(out);
    return text;
}

int schedule_parse(const char *text, struct schedule *schedule)
{
    const char *at = text;

    memset(schedule, 0, sizeof *schedule);
    schedule->deviation = calloc(DEVIATIONS, sizeof *schedule->deviation);
    while (schedule->deviation && *at && schedule->n < DEVIATIONS) {
        struct deviation *d = &schedule->deviation[schedule->n];
        int used = 0;

        if (sscanf(at, "%u:%u%n", &d->step, &d->choice, &used) != 2 ||
            d->choice >= PROCESSES ||
            (schedule->n > 0 && d[-1].step >= d->step))
            break;
        schedule->n++;
        at += used;
        if (*at == 't') {
            d->choice += TIMES_OUT;
            at++;
        }
        if (*at == ',' && at[1])
            at++;
        else if (*at)
            break;
    }
    if (schedule->deviation && !*at)
        return 0;
    free(schedule->deviation);
    memset(schedule, 0, sizeof *schedule);
    return -1;
}

/* The deviations that the last execution really made: also a random walk can be
 * replayed by them. */
struct schedule schedule_taken(const struct control *seen)
{
    struct schedule s = {0};

    s.deviation = calloc(DEVIATIONS, sizeof *s.deviation);
    for (uint32_t i = 0; s.deviation && i < seen->steps; i++)
        if (seen->decision[i].choice != seen->decision[i].usual &&
            s.n < DEVIATIONS)
            s.deviation[s.n++] =
                (struct deviation){i, seen->decision[i].choice};
    return s;
}
