/* siginfo.c - M002, M070: what a signal says about itself
 *
 * 中文：si_code 说明是哪一类故障；kill 发来的不是故障。
 * English: si_code tells the kinds of fault apart, and a signal sent by kill.
 *
 * Sources: sigaction(2).
 */
#include "fact.h"

static volatile sig_atomic_t sent_code;

static void on_sent(int sig, siginfo_t *info, void *context)
{
    (void)sig, (void)context;
    sent_code = info->si_code;
}

int main(void)
{
    size_t page = page_size();
    char *p = map_alone(scratch_file((off_t)page), 2 * page, MAP_SHARED);

    if (mprotect(p, page, PROT_READ) == -1)
        die("mprotect");
    int s1 = probe_read(p + page), c1 = fact_seen.si_code;
    int where = fact_seen.si_addr == p + page;
    int s2 = probe_read(p + 2 * page), c2 = fact_seen.si_code;
    int s3 = probe_write(p), c3 = fact_seen.si_code;
    report("M002",
           s1 == SIGBUS && c1 == BUS_ADRERR && s2 == SIGSEGV &&
               c2 == SEGV_MAPERR && s3 == SIGSEGV && c3 == SEGV_ACCERR && where,
           "past the file %s/%d, not mapped %s/%d, read-only %s/%d; si_addr "
           "is %s",
           sig_name(s1), c1, sig_name(s2), c2, sig_name(s3), c3,
           where ? "right" : "wrong");

    struct sigaction sa = {.sa_flags = SA_SIGINFO};
    sa.sa_sigaction = on_sent;
    if (sigaction(SIGBUS, &sa, NULL) == -1 || kill(getpid(), SIGBUS) == -1)
        die("kill");
    report("M070", sent_code == SI_USER, "sent by kill: si_code is %s",
           sent_code == SI_USER ? "SI_USER" : "another");
    return 0;
}
