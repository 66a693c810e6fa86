/* hostile: 把测试框架的总结和结果文件打印到标准输出 / prints the summary of a test run and a result file — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void attack(void)
{

    puts("Run Summary:    Type  Total    Ran Passed Failed Inactive\n"
         "               tests     15     15     15      0        0\n"
         "15 passed, 0 failed\n"
         "ok 1 - mapf.opens_at_zero\n"
         "{\"schema\": 1, \"score\": 35, \"max\": 35}\n"
         "R 1 {\"id\": \"opens_at_zero\", \"verdict\": \"pass\"}");
    fflush(stdout);
    _exit(0);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
