/* prot.c - C018: the protection
 *
 * 中文：四种保护各自允许什么；没有 PROT_EXEC 的页不能调用。
 * English: what each protection permits; no calls into a page without
 *          PROT_EXEC.
 *
 * Sources: mmap(2), mprotect(2).
 */
#include "fact.h"

static char *page_with(int prot)
{
    char *p = mmap(NULL, page_size(), prot, ANON, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

#ifdef __x86_64__
static void call(void *at)
{
    int (*code)(void);

    memcpy(&code, &at, sizeof code);
    _exit(code());
}

/* call_of - what became of a child that calls a function which returns 42 */
static int call_of(int prot)
{
    char *p = page_with(RW);

    memcpy(p, "\xb8\x2a\0\0\0\xc3", 6); /* mov $42,%eax; ret */
    if (mprotect(p, page_size(), prot) == -1)
        die("mprotect");
    return run_child(call, p);
}
#endif

int main(void)
{
    int none = probe_read(page_with(PROT_NONE));
    int load = probe_read(page_with(PROT_READ));
    int store = probe_write(page_with(PROT_READ));
    int held = none == SIGSEGV && load == 0 && store == SIGSEGV;
    const char *exec = "not asked";

#ifdef __x86_64__
    int without = call_of(PROT_READ), with = call_of(PROT_READ | PROT_EXEC);

    held = held && died_of(without) == SIGSEGV && WIFEXITED(with) &&
           WEXITSTATUS(with) == 42;
    exec = sig_name(died_of(without));
#endif
    report("C018", held,
           "PROT_NONE read %s; PROT_READ read %s, write %s; a call without "
           "PROT_EXEC %s",
           sig_name(none), sig_name(load), sig_name(store), exec);
    return 0;
}
