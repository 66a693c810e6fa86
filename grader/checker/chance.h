/* chance.h - the random choices of a run, all from one seed
 *
 * Every check restarts the generator from the run's seed and its own name, so
 * a check sees the same values alone and among others, today and tomorrow.
 * Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", 2014 (the splitmix64 step).
 */
#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>

void chance_begin(uint64_t seed, const char *check_id);
uint64_t chance_u64(void);

/* chance_between - a number in [low, high]. */
size_t chance_between(size_t low, size_t high);

void chance_fill(void *buf, size_t size);

#endif
