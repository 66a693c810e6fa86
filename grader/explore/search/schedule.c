/* schedule.c - schedules as text and back
 *
 * "2:1,7:0t": at step 2 process 1 runs, at step 7 the wait of process 0 reaches
 * its time limit; everywhere else the default policy (runtime/point.c).
 */
#include "search.h"

#include <stdint.h>
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

/* A number at *at, digits and nothing else; -1 if there is none below 2^32. */
static int64_t number_at(const char **at)
{
    int64_t number = 0;
    const char *digit = *at;

    for (; *digit >= '0' && *digit <= '9' && number <= UINT32_MAX; digit++)
        number = number * 10 + (*digit - '0');
    if (digit == *at || number > UINT32_MAX)
        return -1;
    *at = digit;
    return number;
}

/* "7:0t" at *at, which moves behind it. 0, or -1 if there is no such thing. */
static int deviation_at(const char **at, struct deviation *d)
{
    int64_t step = number_at(at), process;

    if (step == -1 || *(*at)++ != ':')
        return -1;
    process = number_at(at);
    if (process == -1 || process >= PROCESSES)
        return -1;
    d->step = (uint32_t)step;
    d->choice = (uint32_t)process;
    if (**at == 't') {
        d->choice += TIMES_OUT;
        ++*at;
    }
    return 0;
}

int schedule_parse(const char *text, struct schedule *schedule)
{
    const char *at = text;

    memset(schedule, 0, sizeof *schedule);
    schedule->deviation = calloc(DEVIATIONS, sizeof *schedule->deviation);
    while (schedule->deviation && *at && schedule->n < DEVIATIONS) {
        struct deviation *d = &schedule->deviation[schedule->n];

        if (deviation_at(&at, d) == -1 ||
            (schedule->n > 0 && d[-1].step >= d->step))
            break;
        schedule->n++;
        if (!*at)
            return 0;
        if (*at++ != ',')
            break;
    }
    if (schedule->deviation && !*text)
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
