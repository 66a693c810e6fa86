/* chance_tests.c - a seed and a name always give the same choices */
#include "../../checker/chance.h"
#include "unit.h"

#include <string.h>

enum { DRAWS = 64 };

static void draw(uint64_t values[DRAWS], uint64_t seed, const char *id)
{
    chance_begin(seed, id);
    for (int i = 0; i < DRAWS; i++)
        values[i] = chance_u64();
}

static int equal(const uint64_t *a, const uint64_t *b)
{
    int n = 0;

    for (int i = 0; i < DRAWS; i++)
        n += a[i] == b[i];
    return n;
}

static void repeats(void)
{
    uint64_t a[DRAWS], b[DRAWS], between[DRAWS];

    draw(a, 7, "unaligned_offset");
    draw(between, 7, "another");
    draw(b, 7, "unaligned_offset");
    CU_ASSERT_EQUAL(equal(a, b), DRAWS);
}

static void other_id(void)
{
    uint64_t a[DRAWS], b[DRAWS];

    draw(a, 7, "unaligned_offset");
    draw(b, 7, "unaligned_offseu");
    CU_ASSERT_EQUAL(equal(a, b), 0);
}

static void other_seed(void)
{
    uint64_t a[DRAWS], b[DRAWS];

    draw(a, 7, "unaligned_offset");
    draw(b, 8, "unaligned_offset");
    CU_ASSERT_EQUAL(equal(a, b), 0);
    draw(b, 7 + (UINT64_C(1) << 40), "unaligned_offset");
    CU_ASSERT_EQUAL(equal(a, b), 0);
}

static void no_value_twice(void)
{
    uint64_t a[DRAWS];
    int twice = 0;

    draw(a, 1, "x");
    for (int i = 0; i < DRAWS; i++)
        for (int j = 0; j < i; j++)
            twice += a[i] == a[j];
    CU_ASSERT_EQUAL(twice, 0);
}

static void range(void)
{
    int seen[16] = {0}, outside = 0;

    chance_begin(7, "range");
    for (int i = 0; i < 2000; i++) {
        size_t n = chance_between(3, 9);

        if (n < 3 || n > 9)
            outside++;
        else
            seen[n]++;
    }
    CU_ASSERT_EQUAL(outside, 0);
    for (int n = 3; n <= 9; n++)
        CU_ASSERT(seen[n] > 100);
    CU_ASSERT(chance_between(5, 5) == 5);
    CU_ASSERT(chance_between(SIZE_MAX - 1, SIZE_MAX) >= SIZE_MAX - 1);
}

static void fill(void)
{
    unsigned char a[300], b[301];
    int seen[256] = {0}, different = 0;

    memset(b, 0xee, sizeof b);
    chance_begin(7, "fill");
    chance_fill(a, sizeof a);
    chance_begin(7, "fill");
    chance_fill(b, sizeof a);
    CU_ASSERT(memcmp(a, b, sizeof a) == 0);
    CU_ASSERT(b[300] == 0xee);
    for (size_t i = 0; i < sizeof a; i++)
        different += seen[a[i]]++ == 0;
    CU_ASSERT(different > 128);
}

const struct test chance_tests[] = {
    {"the same seed and check give the same values", repeats},
    {"another check gets other values", other_id},
    {"another seed gives other values", other_seed},
    {"a run of values holds none twice", no_value_twice},
    {"chance_between stays in its range and reaches both ends", range},
    {"chance_fill fills just its buffer, the same way again", fill},
    {NULL, NULL},
};
