/* where.c - address to source line, by addr2line(1) in a cell
 *
 * The debug information comes from the student's file, so the tool that reads
 * it is fenced in like the student's own program.
 */
#include "where.h"
#include "check.h"
#include "fixture.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The compiler saw the student's file under this folder (supervisor/build.c).*/
static const char submission[] = "/submission/";

enum { DIGITS = 20 };

static const char *program;

void where_program(const char *path)
{
    program = path;
}

/* One line of output for each address, in their order. */
static void read_lines(FILE *output, size_t n, int *line)
{
    char text[512];

    for (size_t i = 0; i < n && fgets(text, sizeof text, output); i++) {
        char *colon = strrchr(text, ':');

        if (strncmp(text, submission, sizeof submission - 1) == 0 && colon)
            line[i] = (int)strtol(colon + 1, NULL, 10);
    }
}

void where_lines(const uint64_t *address, size_t n, int *line)
{
    where_lines_in(program, address, n, line);
}

void where_lines_in(const char *of, const uint64_t *address, size_t n,
                    int *line)
{
    static char digits[WHERE_MAX][DIGITS];
    const char *argv[WHERE_MAX + 4] = {"/usr/bin/addr2line", "-e", of};
    struct cell_spec spec = {
        .argv = argv,
        .fd = {-1, -1, -1, -1, -1},
        /* Debug information can name other files to read: not the student's. */
        .hide = isolated ? work_folder : NULL,
        .limits = {5000, 2, 512, 1, 8, 32},
    };
    struct cell_end ended;
    struct cell cell;
    FILE *output;
    int out[2];

    memset(line, 0, n * sizeof *line);
    n = n < WHERE_MAX ? n : WHERE_MAX;
    for (size_t i = 0; i < n; i++) {
        snprintf(digits[i], DIGITS, "0x%" PRIx64, address[i]);
        argv[3 + i] = digits[i];
    }
    if (n == 0 || pipe2(out, O_CLOEXEC) == -1)
        return;
    spec.fd[1] = out[1];
    if (cell_start(&cell, &spec) == -1) {
        close(out[0]);
        close(out[1]);
        return;
    }
    close(out[1]);
    /* First the end, which has a limit, then what lies in the pipe: a tool that
     * hangs or floods cannot hold us up. */
    cell_wait(&cell, &ended);
    output = fdopen(out[0], "r");
    if (output) {
        read_lines(output, n, line);
        fclose(output);
    }
}

int where_line(const struct cell_end *end)
{
    uint64_t address[WHERE_MAX] = {end->pc};
    int line[WHERE_MAX];

    /* A return address is one past its call. */
    for (int i = 0; i < CELL_STACK_WORDS; i++)
        address[i + 1] = end->stack[i] - 1;
    where_lines(address, WHERE_MAX, line);
    for (int i = 0; i < WHERE_MAX; i++)
        if (line[i] > 0)
            return line[i];
    return 0;
}
