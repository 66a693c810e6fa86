/* flags.c - the same three lines of C under different command lines
 *
 * 中文：ftruncate、MAP_ANONYMOUS、信号量：哪些编译选项让它们“不存在”？
 * English: ftruncate, MAP_ANONYMOUS, semaphores: which compiler flags make
 *          them "not exist"?
 *
 * Book: chapter 1, "building".  Sources: feature_test_macros(7).
 * Usage: ./flags   (needs gcc; makes and removes t.c and t.bin)
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: sources
static const char truncating[] =
    "#include <unistd.h>\n"
    "int main(void) { return ftruncate(0, 0) == -2; }\n";

static const char anonymous[] =
    "#include <sys/mman.h>\n"
    "int main(void) { return MAP_ANONYMOUS == 0; }\n";

static const char linking[] =
    "#include <fcntl.h>\n"
    "#include <mqueue.h>\n"
    "#include <pthread.h>\n"
    "#include <semaphore.h>\n"
    "#include <sys/mman.h>\n"
    "int main(void)\n"
    "{\n"
    "    sem_t *s = sem_open(\"/no-such-name\", 0);\n"
    "    pthread_t t = pthread_self();\n"
    "    return s != SEM_FAILED || !pthread_equal(t, t) ||\n"
    "           shm_unlink(\"/no-such-name\") == 0 ||\n"
    "           mq_unlink(\"/no-such-name\") == 0;\n"
    "}\n";
// ANCHOR_END: sources

static void attempt(const char *what, const char *source, const char *flags)
{
    char command[200];
    FILE *f = fopen("t.c", "w");

    if (f == NULL || fputs(source, f) == EOF || fclose(f) == EOF)
        die("t.c");
    snprintf(command, sizeof command,
             "gcc -Wall -Wextra -Werror %s -o t.bin t.c 2>t.err", flags);
    int built = system(command) == 0;
    int ran = built && system("./t.bin") == 0;

    printf("%-14s %-39s %s\n", what, flags,
           ran     ? "builds and runs"
           : built ? "builds"
                   : "does not compile");
    fflush(stdout);
    unlink("t.bin");
    unlink("t.err");
    unlink("t.c");
}

int main(void)
{
    attempt("ftruncate", truncating, "-std=c11");
    attempt("ftruncate", truncating, "-std=c11 -D_POSIX_C_SOURCE=200809L");
    attempt("ftruncate", truncating, "-std=gnu11");
    attempt("MAP_ANONYMOUS", anonymous, "-std=c11");
    attempt("MAP_ANONYMOUS", anonymous, "-std=c11 -D_POSIX_C_SOURCE=200809L");
    attempt("MAP_ANONYMOUS", anonymous, "-std=c11 -D_DEFAULT_SOURCE");
    attempt("MAP_ANONYMOUS", anonymous, "-std=gnu11");
    attempt("IPC functions", linking, "-std=gnu11");
    attempt("IPC functions", linking, "-std=gnu11 -pthread -lrt");
    return EXIT_SUCCESS;
}
