/* hostile: 自带测试框架的函数 / brings functions of the test framework — expect: all */
#include <stdio.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int CU_assertImplementation(int value, unsigned line, const char *condition,
                            const char *file, const char *function, int fatal)
{
    (void)value, (void)line, (void)condition, (void)file, (void)function;
    (void)fatal;
    breach("CU_assertImplementation");
    return 1;
}

unsigned CU_get_number_of_failures(void)
{
    breach("CU_get_number_of_failures");
    return 0;
}

int CU_run_all_tests(void)
{
    breach("CU_run_all_tests");
    return 0;
}
