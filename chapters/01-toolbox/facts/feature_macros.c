/* feature_macros.c - what -std=c11 hides
 *
 * 中文：-std=c11 藏起了 ftruncate 和 MAP_ANONYMOUS；有些头文件也不是到处都有。
 * English: -std=c11 hides ftruncate and MAP_ANONYMOUS, and not every header
 *          exists everywhere.
 *
 * Facts: M029, M030, B001, B002.  Sources: feature_test_macros(7), printf(3).
 */
#include "gcc.h"

static const char anonymous[] = "#include <sys/mman.h>\n"
                                "int f(void) { return MAP_ANONYMOUS; }\n";
static const char truncating[] = "#include <unistd.h>\n"
                                 "int f(void) { return ftruncate(0, 0); }\n";
static const char apple[] = "#include <sys/syslimits.h>\n";
static const char wide[] =
    "#include <stdio.h>\n"
    "#include <sys/stat.h>\n"
    "void f(struct stat s) { printf(\"%lld\", s.st_size); }\n";

int main(void)
{
    static const char *ids[] = {"M029", "M030", "B001", "B002"};
    char says[4096];

    if (gcc_start() == -1) {
        for (int i = 0; i < 4; i++)
            skip(ids[i], "no gcc here");
        return 0;
    }
    int c11 = gcc_try("-c -std=c11", anonymous, NULL, 0);
    int posix =
        gcc_try("-c -std=c11 -D_POSIX_C_SOURCE=200809L", anonymous, NULL, 0);
    int def = gcc_try("-c -std=c11 -D_DEFAULT_SOURCE", anonymous, NULL, 0);
    report("M029", !c11 && !posix && def,
           "MAP_ANONYMOUS: -std=c11 %d, + _POSIX_C_SOURCE %d, "
           "+ _DEFAULT_SOURCE %d",
           c11, posix, def);

    c11 = gcc_try("-c -std=c11 -Werror=implicit-function-declaration",
                  truncating, says, sizeof says);
    report("M030", !c11 && strstr(says, "implicit declaration") != NULL,
           "ftruncate under -std=c11: %s", c11 ? "declared" : "not declared");

    int found = gcc_try("-c", apple, says, sizeof says);
    report("B001", !found && strstr(says, "No such file") != NULL,
           "<sys/syslimits.h>: %s", found ? "found" : "no such file");

    int accepted = gcc_try("-c -Wall", wide, says, sizeof says);
    report("B002", accepted && strstr(says, "Wformat") != NULL,
           "st_size as %%lld: %s",
           strstr(says, "Wformat") != NULL ? "compiles with a -Wformat warning"
                                           : "no warning");
    gcc_end();
    return 0;
}
