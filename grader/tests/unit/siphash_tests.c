/* siphash_tests.c - the hash is the one its authors published
 *
 * Source of the vectors: Aumasson and Bernstein, "SipHash: a fast short-input
 * PRF", 2012, appendix A, and the first line of the authors' reference table.
 */
#include "../../checker/siphash.h"
#include "unit.h"

static unsigned char key[16], message[15];

static void count_up(void)
{
    for (unsigned char i = 0; i < sizeof key; i++)
        key[i] = i;
    for (unsigned char i = 0; i < sizeof message; i++)
        message[i] = i;
}

static void paper(void)
{
    count_up();
    CU_ASSERT(siphash(key, message, 15) == 0xa129ca6149be45e5);
}

static void empty(void)
{
    count_up();
    CU_ASSERT(siphash(key, message, 0) == 0x726fdb47dd0e0e31);
}

static void every_bit(void)
{
    uint64_t hash;

    count_up();
    hash = siphash(key, message, sizeof message);
    for (size_t bit = 0; bit < 8 * sizeof message; bit++) {
        message[bit / 8] ^= (unsigned char)(1u << bit % 8);
        CU_ASSERT(siphash(key, message, sizeof message) != hash);
        message[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * sizeof key; bit++) {
        key[bit / 8] ^= (unsigned char)(1u << bit % 8);
        CU_ASSERT(siphash(key, message, sizeof message) != hash);
        key[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

static void length_counts(void)
{
    static const unsigned char zeros[16];

    count_up();
    for (size_t n = 1; n <= sizeof zeros; n++)
        CU_ASSERT(siphash(key, zeros, n) != siphash(key, zeros, n - 1));
}

const struct test siphash_tests[] = {
    {"siphash gives the value printed in the paper", paper},
    {"siphash of no bytes is the authors' value", empty},
    {"siphash changes with every bit of message and key", every_bit},
    {"siphash of zeros depends on how many there are", length_counts},
    {NULL, NULL},
};
