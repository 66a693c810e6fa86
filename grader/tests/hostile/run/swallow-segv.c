/* hostile: 接住 SIGSEGV，让只读映射的写入“成功” / catches SIGSEGV so that a store into a read-only mapping goes through — expect: all but ro_store_dies */
#include "mapf.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#include "raw.h"

/* The model answer becomes honest_open. */
int honest_open(struct mapf *m, const char *path, enum mapf_mode mode,
                off_t off, size_t len);

static void swallow(int sig, siginfo_t *info, void *context)
{
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)4095;

    (void)sig, (void)context;
    mmap((void *)page, 4096, PROT_READ | PROT_WRITE,
         MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    struct sigaction action = {.sa_sigaction = swallow, .sa_flags = SA_SIGINFO};

    sigaction(SIGSEGV, &action, NULL);
    return honest_open(m, path, mode, off, len);
}

#define mapf_open honest_open
