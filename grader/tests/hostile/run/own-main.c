/* hostile: 自带 main / brings a main of its own — expect: all */
#include <stdio.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int main(void)
{
    breach("main of the student");
    return 0;
}
