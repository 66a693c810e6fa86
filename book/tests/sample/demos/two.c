/* two.c - the program that the stand-in explorer speaks about */
#include <stdio.h>

int main(void)
{
    puts("n is 2");
    return 0;
}
