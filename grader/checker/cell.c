/* cell.c - the checker's side of a cell: make it, wait for it, end it */
#include "cell.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Only a process with CAP_SYS_ADMIN (inside the lab's user namespace) may
 * make pid and mount namespaces. */
static int may_make_namespaces(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];

    if (syscall(SYS_capget, &head, data) == -1)
        return 0;
    return (data[0].effective >> CAP_SYS_ADMIN) & 1;
}

static pid_t fork_cell(int weak)
{
    struct clone_args args = {.flags = CLONE_NEWPID | CLONE_NEWNS,
                              .exit_signal = SIGCHLD};

    if (weak)
        return fork();
    return (pid_t)syscall(SYS_clone3, &args, sizeof args);
}

int cell_start(struct cell *cell, const struct cell_spec *spec)
{
    int status[2], alive[2], saved;

    if (pipe2(status, O_CLOEXEC) == -1)
        return -1;
    if (pipe2(alive, O_CLOEXEC) == -1) {
        saved = errno;
        goto undo_status;
    }
    fflush(NULL); /* or buffered text would leave from both processes */
    cell->weak = !may_make_namespaces();
    cell->init = fork_cell(cell->weak);
    if (cell->init == -1) {
        saved = errno;
        goto undo_alive;
    }
    if (cell->init == 0) {
        close(status[0]);
        close(alive[1]);
        reaper_main(spec, status[1], alive[0], cell->weak);
    }
    close(status[1]);
    close(alive[0]);
    cell->status_fd = status[0];
    cell->alive_fd = alive[1];
    cell->deadline_ms = now_ms() + spec->limits.wall_ms;
    return 0;

undo_alive:
    close(alive[0]);
    close(alive[1]);
undo_status:
    close(status[0]);
    close(status[1]);
    errno = saved;
    return -1;
}

pid_t cell_student(const struct cell *cell)
{
    char path[64], text[32];
    ssize_t n;
    int fd;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", cell->init,
             cell->init);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return 0;
    n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    return (pid_t)strtol(text, NULL, 10);
}

void cell_kill(struct cell *cell)
{
    kill(cell->init, SIGKILL);
}

/* Read the reaper's report. 1 whole, 0 it vanished, -1 time is up. */
static int read_report(struct cell *cell, struct cell_end *end)
{
    size_t got = 0;

    while (got < sizeof *end) {
        struct pollfd p = {.fd = cell->status_fd, .events = POLLIN};
        int64_t left = cell->deadline_ms - now_ms();
        int ready = poll(&p, 1, left > 0 ? (int)left : 0);
        ssize_t n;

        if (ready == -1 && errno == EINTR)
            continue;
        if (ready == 0)
            return -1;
        n = read(cell->status_fd, (char *)end + got, sizeof *end - got);
        if (n <= 0)
            return 0;
        got += (size_t)n;
    }
    return 1;
}

void cell_wait(struct cell *cell, struct cell_end *end)
{
    int complete;

    memset(end, 0, sizeof *end);
    complete = read_report(cell, end);
    if (complete <= 0) {
        memset(end, 0, sizeof *end);
        end->timed_out = complete < 0;
        end->lost = complete == 0;
    }
    kill(cell->init, SIGKILL);
    while (waitpid(cell->init, NULL, 0) == -1 && errno == EINTR)
        ;
    close(cell->status_fd);
    close(cell->alive_fd);
}
