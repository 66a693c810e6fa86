/* ok: 信号处理函数只护住读：一块一块先拷进缓冲区，再在原来的处理函数下写 dst / a handler guards the loads only: chunk by chunk into a buffer first, then into dst under the old handlers */
#include "safe_copy.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

enum { CHUNK = 4096, SIGNALS = 2 };

static const int signals[SIGNALS] = {SIGSEGV, SIGBUS};
static struct sigaction before[SIGNALS];
static sigset_t mask_before;
static sigjmp_buf escape;
static volatile uintptr_t low, high; /* ours are the addresses in [low, high) */

static void guard_off(void)
{
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
}

/* Only loads from the chunk run under this handler, so anything else is a
 * signal somebody has sent: it is sent on once the old handlers are back. */
static void faulted(int signo, siginfo_t *info, void *context)
{
    uintptr_t addr = (uintptr_t)info->si_addr;

    (void)context;
    if (info->si_code > 0 && addr >= low && addr < high)
        siglongjmp(escape, signo);
    guard_off();
    if (info->si_code <= 0)
        raise(signo);
}

static int guard_on(void)
{
    struct sigaction mine;
    sigset_t open;

    memset(&mine, 0, sizeof mine);
    mine.sa_sigaction = faulted;
    mine.sa_flags = SA_SIGINFO;
    sigfillset(&mine.sa_mask);
    sigemptyset(&open);
    for (int i = 0; i < SIGNALS; i++) {
        if (sigaction(signals[i], &mine, &before[i]) != 0)
            return -1;
        sigaddset(&open, signals[i]);
    }
    return sigprocmask(SIG_UNBLOCK, &open, &mask_before);
}

/* load_chunk - 0, the signal of the fault, or -1 with errno */
static int load_chunk(char *buf, const char *from, size_t n)
{
    low = (uintptr_t)from;
    high = low + n;
    if (guard_on() != 0)
        return -1;
    switch (sigsetjmp(escape, 0)) { /* the mask is put back by hand, below */
    case 0:
        memcpy(buf, from, n);
        low = high; /* and no more */
        break;
    case SIGBUS:
        sigprocmask(SIG_SETMASK, &mask_before, NULL);
        guard_off();
        return SIGBUS;
    default:
        sigprocmask(SIG_SETMASK, &mask_before, NULL);
        guard_off();
        return SIGSEGV;
    }
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
    guard_off();
    return 0;
}

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    char buf[CHUNK];

    if (!dst || !sig) {
        errno = EINVAL;
        return -1;
    }
    for (size_t done = 0, k; done < n; done += k) {
        int signo;

        k = n - done < sizeof buf ? n - done : sizeof buf;
        signo = load_chunk(buf, (const char *)src + done, k);
        if (signo > 0) {
            *sig = signo;
            errno = EFAULT;
        }
        if (signo != 0)
            return -1;
        memcpy((char *)dst + done, buf, k);
    }
    return (ssize_t)n;
}
