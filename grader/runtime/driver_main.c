/* driver_main.c - main() of the student's process: one request, one call
 *
 * Requests and answers travel as packets on descriptor 3, by send and recv:
 * the kernel's counts of read and write calls stay those of the student.
 */
#include "driver.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { GIVEN_CHANNEL = 3, HIGH = 28, PACKET_MAX = 16384 };

static int channel;

static char request[PACKET_MAX + 1], *cursor;

static void skip_blank(void)
{
    if (*cursor == ' ')
        cursor++;
}

long long arg_number(void)
{
    long long n = strtoll(cursor, &cursor, 10);

    skip_blank();
    return n;
}

unsigned long long arg_size(void)
{
    unsigned long long n = strtoull(cursor, &cursor, 10);

    skip_blank();
    return n;
}

const char *arg_rest(void)
{
    return cursor;
}

void answer_text(const char *text)
{
    if (TEMP_FAILURE_RETRY(send(channel, text, strlen(text), MSG_NOSIGNAL)) ==
        -1)
        _exit(120); /* nobody listens any more */
}

void answer(long ret, int err, int n, ...)
{
    char text[512];
    size_t used;
    va_list values;

    used = (size_t)snprintf(text, sizeof text, "%ld %d", ret, err);
    va_start(values, n);
    while (n-- > 0)
        used += (size_t)snprintf(text + used, sizeof text - used, " %llu",
                                 va_arg(values, unsigned long long));
    va_end(values);
    answer_text(text);
}

/* A signal every few milliseconds, whose handler does nothing: what it
 * interrupts must cope. */
static void on_alarm(int signo)
{
    (void)signo;
}

static void op_storm(void)
{
    long ms = (long)arg_number();
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval every = {{0, ms * 1000}, {0, ms * 1000}};

    action.sa_flags = arg_number() ? SA_RESTART : 0;
    if (sigaction(SIGALRM, &action, NULL) == -1 ||
        setitimer(ITIMER_REAL, &every, NULL) == -1)
        _exit(124);
    answer(0, 0, 0);
}

/* From now on the process may only answer: any other system call kills it. A
 * filter of our own, because the cell has one already and strict mode would not
 * go with it. Sources: seccomp(2). */
static void op_nosys(void)
{
    const struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sendto, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_recvfrom, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof rules / sizeof *rules,
                                       (struct sock_filter *)rules};

    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1)
        _exit(125);
    answer(0, 0, 0);
}

static void dispatch(void)
{
    char *name = request;

    cursor = request + strcspn(request, " ");
    if (*cursor)
        *cursor++ = '\0';
    if (strcmp(name, "storm") == 0) {
        op_storm();
        return;
    }
    if (strcmp(name, "nosys") == 0) {
        op_nosys();
        return;
    }
    for (const struct driver_op *op = driver_ops; op->name; op++)
        if (strcmp(op->name, name) == 0) {
            op->run();
            return;
        }
    _exit(121); /* checker and driver disagree: a mistake of ours */
}

int main(void)
{
    ssize_t n;

    /* Out of the way: the first file a student opens is 3, as everywhere. */
    channel = fcntl(GIVEN_CHANNEL, F_DUPFD_CLOEXEC, HIGH);
    if (channel == -1)
        return 123;
    close(GIVEN_CHANNEL);
    trace_open();
    answer_text("hello");
    while ((n = TEMP_FAILURE_RETRY(recv(channel, request, PACKET_MAX, 0))) >
           0) {
        request[n] = '\0';
        dispatch();
    }
    return 0;
}
