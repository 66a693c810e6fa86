/* flag.c - a process waits for a flag in shared memory; does it ever see it?
 *
 * 中文：一个进程转圈等标志变成 1。普通变量、volatile、原子变量，谁等得到？
 * English: a process spins until a flag becomes 1. A plain variable, a
 *          volatile one, an atomic one: which of them ends the wait?
 *
 * Book: chapter 4, "volatile".  Sources: C11 5.1.2.3, 5.1.2.4, 7.17.
 * Usage: ./flag
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
    int plain;
    volatile int with_volatile;
    atomic_int with_atomic;
} * flag;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: spin
static void spin_plain(void)
{
    while (flag->plain == 0) {
    }
}

static void spin_volatile(void)
{
    while (flag->with_volatile == 0) {
    }
}

static void spin_atomic(void)
{
    while (atomic_load(&flag->with_atomic) == 0) {
    }
}
// ANCHOR_END: spin

/* busy - wait until the process has used `ms` more of CPU time; 1 if it
 * has ended instead. Its own clock: a loaded machine changes nothing. */
static int busy(pid_t pid, long ms)
{
    clockid_t clock;
    struct timespec t;
    siginfo_t info = {.si_pid = 0};
    long from = -1, now;

    if (clock_getcpuclockid(pid, &clock) != 0)
        die("clock_getcpuclockid");
    do {
        usleep(1000);
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == -1)
            die("waitid");
        if (info.si_pid == pid)
            return 1;
        if (clock_gettime(clock, &t) == -1)
            die("clock_gettime");
        now = t.tv_sec * 1000 + t.tv_nsec / 1000000;
        if (from == -1)
            from = now;
    } while (now < from + ms);
    return 0;
}

static void watch(const char *label, void (*spin)(void))
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        spin();
        _exit(EXIT_SUCCESS);
    }
    if (busy(pid, 50)) /* by now it is deep in its loop */
        die("too early");
    flag->plain = flag->with_volatile = 1;
    atomic_store(&flag->with_atomic, 1);
    int saw = busy(pid, 500);
    if (kill(pid, SIGKILL) == -1 || waitpid(pid, NULL, 0) == -1)
        die("kill or waitpid");
    printf("%-9s %s\n", label, saw ? "saw it" : "still spinning");
    fflush(stdout);
    flag->plain = flag->with_volatile = 0;
    atomic_store(&flag->with_atomic, 0);
}

int main(void)
{
    flag = mmap(NULL, sizeof *flag, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (flag == MAP_FAILED)
        die("mmap");
    watch("plain", spin_plain);
    watch("volatile", spin_volatile);
    watch("atomic", spin_atomic);
    return EXIT_SUCCESS;
}
