/* barrier_witness.h - what the processes of a barrier leave in shared memory
 *
 * Written by the driver around each call of bar_wait, each element by one
 * process alone; read by the checker.
 */
#ifndef BARRIER_WITNESS_H
#define BARRIER_WITNESS_H

enum { TEAM_MAX = 7, ROUNDS_MAX = 500 };

struct witness {
    int entered[TEAM_MAX]; /* rounds begun */
    int left[TEAM_MAX];    /* rounds ended */
    int early[TEAM_MAX];   /* ended while somebody had not begun them */
    int handled[TEAM_MAX]; /* signals */
    signed char result[TEAM_MAX][ROUNDS_MAX]; /* of bar_wait */
};

#endif
