/* compiler.c - a loop that waits for a plain variable need not end
 *
 * 中文：等一个普通变量的循环，编译器只取一次；volatile 和原子变量次次都取。
 * English: gcc loads a plain variable once, before the loop; a volatile or an
 *          atomic one each time.
 *
 * Facts: M106.  Sources: C11 5.1.2.3, 5.1.2.4.
 */
#include "fact.h"

#include <stdatomic.h>
#include <time.h>

static struct {
    int plain;
    volatile int with_volatile;
    atomic_int with_atomic;
} * flag;

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

/* used - CPU time of a process in milliseconds: a loaded machine changes
 * nothing here. */
static long used(pid_t pid)
{
    clockid_t clock;
    struct timespec t;

    if (clock_getcpuclockid(pid, &clock) != 0)
        die("clock_getcpuclockid");
    if (clock_gettime(clock, &t) == -1)
        die("clock_gettime");
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int ended(pid_t pid)
{
    siginfo_t info = {.si_pid = 0};

    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == -1)
        die("waitid");
    return info.si_pid == pid;
}

/* busy - until it has used `ms` more, or has ended; 1 if ended. */
static int busy(pid_t pid, long ms)
{
    long from = used(pid);

    while (!ended(pid) && used(pid) < from + ms)
        usleep(1000);
    return ended(pid);
}

/* sees - does the loop end when the flag is set after it has begun? */
static int sees(void (*spin)(void))
{
    flag->plain = flag->with_volatile = 0;
    atomic_store(&flag->with_atomic, 0);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        spin();
        _exit(0);
    }
    if (busy(pid, 50))
        die("the loop ended too early");
    flag->plain = flag->with_volatile = 1;
    atomic_store(&flag->with_atomic, 1);
    int seen = busy(pid, 500);
    kill(pid, SIGKILL);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen;
}

int main(void)
{
    flag = mmap(NULL, sizeof *flag, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (flag == MAP_FAILED)
        die("mmap");
    int plain = sees(spin_plain), with_volatile = sees(spin_volatile),
        with_atomic = sees(spin_atomic);
    report("M106", !plain && with_volatile && with_atomic,
           "a loop compiled with -O1 sees the other process set the flag: "
           "plain %d, volatile %d, atomic %d",
           plain, with_volatile, with_atomic);
    return 0;
}
