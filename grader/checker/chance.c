/* chance.c - splitmix64, restarted for every check */
#include "chance.h"
#include "siphash.h"

#include <string.h>

static uint64_t state;

void chance_begin(uint64_t seed, const char *check_id)
{
    unsigned char key[16] = {0};

    memcpy(key, &seed, sizeof seed);
    state = siphash(key, check_id, strlen(check_id));
}

uint64_t chance_u64(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

size_t chance_between(size_t low, size_t high)
{
    return low + (size_t)(chance_u64() % (high - low + 1));
}

void chance_fill(void *buf, size_t size)
{
    unsigned char *p = buf;

    for (size_t i = 0; i < size; i++)
        p[i] = (unsigned char)(chance_u64() >> 32);
}
