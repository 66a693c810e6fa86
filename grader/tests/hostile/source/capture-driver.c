/* hostile: 自带驱动程序的全部符号 / brings every symbol of the driver — expect: all */
#include <stdio.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

/* Each of these is the student's own, whatever its name. */
struct driver_op {
    const char *name;
    void (*run)(void);
};

const struct driver_op driver_ops[] = {{0, 0}};

void answer(long ret, int err, int n, ...)
{
    (void)ret, (void)err, (void)n;
    breach("answer");
}

void answer_text(const char *text)
{
    (void)text;
    breach("answer_text");
}

long long arg_number(void)
{
    breach("arg_number");
    return 0;
}

unsigned long long arg_size(void)
{
    breach("arg_size");
    return 0;
}

const char *arg_rest(void)
{
    breach("arg_rest");
    return "";
}

int main(void)
{
    breach("main");
    return 0;
}
