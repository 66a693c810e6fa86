/* segment.c - M022: the end of a System V segment
 *
 * 中文：System V 段按整页可用，之后是 SIGSEGV，没有 SIGBUS 区。
 * English: a System V segment: whole pages, then SIGSEGV, no SIGBUS zone.
 *
 * Sources: shmget(2), shmat(2).
 */
#include "fact.h"
#include <sys/shm.h>

int main(void)
{
    size_t page = page_size(), size = page + 904;
    int id = shmget(IPC_PRIVATE, size, 0600);

    if (id == -1)
        die("shmget");
    char *p = shmat(id, free_place(), 0);
    if (shmctl(id, IPC_RMID, NULL) == -1 || p == (void *)-1)
        die("shmat");
    int tail = probe_write(p + size), last = probe_write(p + 2 * page - 1);
    int past = probe_read(p + 2 * page);
    report("M022", !tail && !last && past == SIGSEGV,
           "just past its size %s, last byte of the page %s, next page %s",
           sig_name(tail), sig_name(last), sig_name(past));
    return 0;
}
