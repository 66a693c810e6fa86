/* strings.c - C039: strings in a mapping
 *
 * 中文：字符串函数可以用在映射上，只要那里真有一个 NUL。
 * English: string functions work on a mapping while a NUL is really there.
 *
 * Sources: string(3).
 */
#include "fact.h"

int main(void)
{
    int fd = scratch_file(100);
    char *p = map_file(fd, 100, MAP_SHARED), text[12] = "";

    strcpy(p, "shared text");
    if (pread(fd, text, 11, 0) != 11)
        die("pread");
    size_t whole = strlen(p);
    p[6] = '\0'; /* a NUL in the middle of the data */
    size_t cut = strlen(p);
    report("C039", strcmp(text, "shared text") == 0 && whole == 11 && cut == 6,
           "strcpy reached the file; strlen %zu, past an inner NUL %zu", whole,
           cut);
    return 0;
}
