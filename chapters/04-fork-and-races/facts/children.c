/* children.c - waiting for the right child, and being refused one
 *
 * 中文：wait 会领走别人的孩子；waitpid 会被信号打断；fork 会因上限失败。
 * English: wait takes somebody else's child; a signal interrupts waitpid; a
 *          limit makes fork fail.
 *
 * Facts: M111, M113, M116.  Sources: wait(2), sigaction(2), fork(2).
 */
#include "fact.h"

#include <sys/resource.h>

static pid_t start(int status)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(status);
    return pid;
}

static void ask_wait(void)
{
    siginfo_t info;
    int status = 0;
    pid_t callers = start(42);

    if (waitid(P_PID, (id_t)callers, &info, WEXITED | WNOWAIT) == -1)
        die("waitid");
    pid_t librarys = start(0);
    pid_t got = wait(&status);
    int error = waitpid(callers, NULL, 0) == -1 ? errno : 0;
    waitpid(librarys, NULL, 0);
    report("M111",
           got == callers && WEXITSTATUS(status) == 42 && error == ECHILD,
           "wait returned %s child, status %d; waitpid for it then: %s",
           got == callers ? "the caller's" : "its own", WEXITSTATUS(status),
           err_name(error));
}

static volatile int *handled, *returned;

static void on_signal(int sig)
{
    (void)sig;
    ++*handled;
}

/* interrupt - what does waitpid say when the child sends signals? With
 * `flags` 0 it sends until waitpid has returned, else five of them. */
static int interrupt(int flags)
{
    struct sigaction sa = {.sa_handler = on_signal, .sa_flags = flags};
    pid_t parent = getpid();

    *handled = *returned = 0;
    if (sigaction(SIGUSR1, &sa, NULL) == -1)
        die("sigaction");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        alarm(20);
        while (flags == 0 ? !*returned : *handled < 5) {
            kill(parent, SIGUSR1);
            usleep(1000);
        }
        _exit(0);
    }
    int error = waitpid(pid, NULL, 0) == -1 ? errno : 0;
    *returned = 1;
    while (error == EINTR && waitpid(pid, NULL, 0) == -1)
        if (errno != EINTR)
            die("waitpid");
    return error;
}

/* As nobody in particular, with no room for one more process. */
static void fork_once(void *unused)
{
    struct rlimit none = {0, 0};

    (void)unused;
    if (getuid() == 0 && setresuid(65534, 65534, 65534) == -1)
        _exit(1);
    if (setrlimit(RLIMIT_NPROC, &none) == -1)
        _exit(1);
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    _exit(pid == -1 && errno == EAGAIN ? 7 : 2);
}

int main(void)
{
    ask_wait();
    handled =
        mmap(NULL, 2 * sizeof *handled, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (handled == MAP_FAILED)
        die("mmap");
    returned = handled + 1;
    int plain = interrupt(0), restarted = interrupt(SA_RESTART);
    report("M113", plain == EINTR && restarted == 0,
           "a signal during waitpid: %s; with SA_RESTART, %d signals: %s",
           err_name(plain), *handled, err_name(restarted));

    int status = run_child(fork_once, NULL);
    if (WEXITSTATUS(status) == 1)
        skip("M116", "cannot set the limit here");
    else
        report("M116", WIFEXITED(status) && WEXITSTATUS(status) == 7,
               "fork beyond RLIMIT_NPROC: %s",
               WEXITSTATUS(status) == 7 ? "EAGAIN" : "something else");
    return 0;
}
