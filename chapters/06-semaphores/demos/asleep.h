/* asleep.h - ask the kernel whether a child sleeps
 *
 * 中文：孩子是不是已经睡在信号量上，不靠估计时间，去问内核。
 * English: is the child asleep on its semaphore yet? No guessing at times:
 *          ask the kernel.
 *
 * Book: chapter 6.  Sources: proc(5).
 */
#ifndef ASLEEP_H
#define ASLEEP_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

/* state_of - the letter in /proc/PID/stat, '-' if there is no such process:
 * R runs or could run, S sleeps, T is stopped, Z has ended. Waking a sleeper
 * makes its S an R before the call that woke it returns. */
static inline char state_of(pid_t pid)
{
    char path[64], letter;

    snprintf(path, sizeof path, "/proc/%jd/stat", (intmax_t)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return '-';
    if (fscanf(f, "%*d (%*[^)]) %c", &letter) != 1)
        letter = '?';
    fclose(f);
    return letter;
}

/* wait_asleep - come back when the child sleeps. The child must have only one
 * place to sleep at. */
static inline void wait_asleep(pid_t pid)
{
    for (int tries = 0; state_of(pid) != 'S'; tries++) {
        if (tries == 10000) {
            fprintf(stderr, "the child does not fall asleep\n");
            exit(EXIT_FAILURE);
        }
        usleep(1000);
    }
}

#endif
