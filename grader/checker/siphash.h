/* siphash.h - SipHash-2-4, a keyed hash for short messages
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012;
 * the paper's test vector is in grader/tests/unit_tests.c.
 */
#ifndef SIPHASH_H
#define SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/* siphash - hash of the `size` bytes at `data` under the 16-byte `key`. */
uint64_t siphash(const unsigned char key[16], const void *data, size_t size);

#endif
