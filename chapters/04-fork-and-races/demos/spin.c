/* spin.c - a lock made of one word, and what it cannot do
 *
 * 中文：一个字做的锁：不进内核；放错内存就锁不住；持有者死了也不松开。
 * English: a lock of one word: it never enters the kernel; in the wrong
 *          memory it locks nothing; and it survives its owner.
 *
 * Book: chapter 4, "spin-lock".  Sources: C11 7.17.3, seccomp(2).
 * Usage: ./spin
 */
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: lock
static int try_lock(atomic_int *l)
{
    return atomic_exchange_explicit(l, 1, memory_order_acquire) == 0;
}

static void lock(atomic_int *l)
{
    while (!try_lock(l))
        sched_yield(); /* the owner may need this very processor */
}

static void unlock(atomic_int *l)
{
    atomic_store_explicit(l, 0, memory_order_release);
}
// ANCHOR_END: lock

static void say(const char *question, int yes)
{
    printf("%-37s %s\n", question, yes ? "yes" : "no");
    fflush(stdout);
}

static pid_t child(void (*body)(atomic_int *), atomic_int *l)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        body(l);
        _exit(EXIT_SUCCESS);
    }
    return pid;
}

static int end_of(pid_t pid)
{
    int status;

    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return status;
}

static void thousand_times(atomic_int *l)
{
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1)
        _exit(EXIT_FAILURE);
    for (int i = 0; i < 1000; i++) {
        lock(l);
        unlock(l);
    }
    syscall(SYS_exit, 0);
}

static void take_and_stop(atomic_int *l)
{
    lock(l);
    raise(SIGSTOP);
}

static void with_owner(const char *label, atomic_int *l)
{
    pid_t pid = child(take_and_stop, l);

    if (waitpid(pid, NULL, WUNTRACED) == -1)
        die("waitpid");
    say(label, try_lock(l));
    if (kill(pid, SIGKILL) == -1)
        die("kill");
    end_of(pid);
}

int main(void)
{
    atomic_int *shared =
        mmap(NULL, sizeof *shared, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    atomic_int *private =
        mmap(NULL, sizeof *private, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED || private == MAP_FAILED)
        die("mmap");
    say("1000 rounds, no system call?",
        end_of(child(thousand_times, shared)) == 0);
    with_owner("a child owns it, private: ours too?", private);
    with_owner("a child owns it, shared: ours too?", shared);
    say("that child was killed: ours now?", try_lock(shared));
    return EXIT_SUCCESS;
}
