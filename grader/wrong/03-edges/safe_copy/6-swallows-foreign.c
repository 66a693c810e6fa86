/* wrong: 不看地址，dst 里的故障也当成 src 的 / the address is not looked at, and a fault in dst passes for one in src — caught by: safe_copy.foreign_fault */
#include "safe_copy.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>

static sigjmp_buf back;
static volatile sig_atomic_t caught;
static struct sigaction old_segv, old_bus;

static void restore(void)
{
    sigaction(SIGSEGV, &old_segv, NULL);
    sigaction(SIGBUS, &old_bus, NULL);
}

static void handler(int signo)
{
    caught = signo;
    siglongjmp(back, 1);
}

static void install(void)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sa.sa_handler = handler;
    sigemptyset(&sa.sa_mask);
    sigaction(SIGSEGV, &sa, &old_segv);
    sigaction(SIGBUS, &sa, &old_bus);
}

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    sigset_t both, mask;

    if (dst == NULL || sig == NULL) {
        errno = EINVAL;
        return -1;
    }
    caught = 0;
    install();
    sigemptyset(&both);
    sigaddset(&both, SIGSEGV);
    sigaddset(&both, SIGBUS);
    sigprocmask(SIG_UNBLOCK, &both, &mask);

    if (sigsetjmp(back, 1) == 0)
        memcpy(dst, src, n);

    sigprocmask(SIG_SETMASK, &mask, NULL);
    restore();
    if (caught != 0) {
        *sig = caught;
        errno = EFAULT;
        return -1;
    }
    return (ssize_t)n;
}
