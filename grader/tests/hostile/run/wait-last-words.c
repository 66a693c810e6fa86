/* hostile: 最后一次回答之后才打印 200 KiB；别的都对 / prints 200 KiB after its last answer; all else is right — expect: all but errno_kept */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Only in the check that has a file of 1 GiB: once is enough. */
static void speak(void)
{
    static char text[200 << 10];
    DIR *here = opendir(".");
    struct dirent *entry;
    struct stat sb;

    while (here && (entry = readdir(here)) != NULL)
        if (stat(entry->d_name, &sb) == 0 && sb.st_size == 1 << 30 &&
            write(1, text, sizeof text) == -1)
            return;
}

__attribute__((constructor)) static void attack(void)
{
    atexit(speak);
}
