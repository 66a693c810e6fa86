/* jail_tests.c - what is in a jail ends with it */
#include "../../supervisor/jail.h"
#include "unit.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that has left the group and is bound to nobody's life, as bwrap's is
 * for a moment; as long as it lives it holds the pipe. */
_Noreturn static void inside(int pipe_end)
{
    setsid();
    alarm(30); /* should it be left, it does not stay */
    if (write(pipe_end, "", 1) != 1)
        _exit(1);
    for (;;)
        pause();
}

_Noreturn static void outside(int pipe_end)
{
    if (fork() == 0)
        inside(pipe_end);
    for (;;)
        pause();
}

static void ends_at_any_moment(void)
{
    enum { GUARD_MS = 10000 };
    struct pollfd end = {.events = POLLIN};
    int ends[2];
    pid_t pid;
    char byte;

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        outside(ends[1]);
    }
    setpgid(pid, pid);
    close(ends[1]);
    CU_ASSERT_EQUAL_FATAL(read(ends[0], &byte, 1), 1);
    jail_kill(pid);
    CU_ASSERT_EQUAL(waitpid(pid, NULL, 0), pid);
    end.fd = ends[0];
    CU_ASSERT_EQUAL(poll(&end, 1, GUARD_MS), 1);
    CU_ASSERT_EQUAL(end.revents, POLLHUP);
    close(ends[0]);
}

const struct test jail_tests[] = {
    {"jail_kill ends a child that has left the group and is bound to nobody",
     ends_at_any_moment},
    {0}};
