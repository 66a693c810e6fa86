/* wrong: 让 process_vm_readv 直接写进 dst，dst 里的故障也成了 EFAULT / process_vm_readv stores straight into dst, so a fault in dst becomes EFAULT too — caught by: safe_copy.foreign_fault */
#include "safe_copy.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

/* behind the end of a file populating says EFAULT, elsewhere something else */
static int signal_at(uintptr_t addr, size_t page)
{
    void *start = (void *)(addr & ~(page - 1));

    if (madvise(start, page, MADV_POPULATE_READ) == -1 && errno == EFAULT)
        return SIGBUS;
    return SIGSEGV;
}

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), done = 0;
    uintptr_t from = (uintptr_t)src;

    if (dst == NULL || sig == NULL) {
        errno = EINVAL;
        return -1;
    }
    while (done < n) {
        size_t k = page - (from + done) % page; /* up to the next page */
        struct iovec to = {(char *)dst + done, k < n - done ? k : n - done};
        struct iovec at = {(void *)(from + done), to.iov_len};
        ssize_t got = process_vm_readv(getpid(), &to, 1, &at, 1, 0);

        if (got == -1 && errno == EFAULT) {
            *sig = signal_at(from + done, page);
            errno = EFAULT;
        }
        if (got == -1)
            return -1;
        done += (size_t)got;
    }
    return (ssize_t)n;
}
