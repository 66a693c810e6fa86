/* in_explorer.h - is this the explored build? Then the control block is mapped,
 * or (before main) its descriptor is there.
 *
 * hostile.sh copies this file into a hand-in, like raw.h before it and
 * grader/explore/control.h after it.
 */
#ifndef IN_EXPLORER_H
#define IN_EXPLORER_H

static inline int in_explorer(void)
{
    unsigned char resident;

    return raw(SYS_mincore, 0x10000000000, 1L, &resident) == 0;
}

static inline int will_be_explored(void)
{
    struct stat sb;

    return raw(SYS_fstat, 3, &sb) == 0 && S_ISREG(sb.st_mode) &&
           sb.st_size > 1000000;
}

/* Stores that the compiler does not see, and so puts no hook before. */
static inline void poke(volatile void *at, unsigned value)
{
#if defined(__x86_64__)
    __asm__ volatile("movl %1, (%0)" : : "r"(at), "r"(value) : "memory");
#elif defined(__aarch64__)
    __asm__ volatile("str %w1, [%0]" : : "r"(at), "r"(value) : "memory");
#endif
}

#endif
