/* access.c - C019, M055: open mode against protection
 *
 * 中文：打开方式、保护、标志的十八种组合；mprotect 也越不过这条线。
 * English: eighteen combinations of open mode, prot, flags; mprotect obeys too.
 *
 * Sources: mmap(2), mprotect(2).
 */
#include "fact.h"

static const char *const file = "access.tmp";

/* refused - 1 for EACCES, 0 for success */
static int refused(int mode, int prot, int flag)
{
    int fd = open(file, mode);

    if (fd == -1)
        die("open access.tmp");
    void *p = mmap(NULL, 1, prot, flag, fd, 0);
    if (p == MAP_FAILED && errno != EACCES)
        die("mmap");
    close(fd);
    return p == MAP_FAILED;
}

/* expected - the two sentences of the notes */
static int expected(int mode, int prot, int flag)
{
    int shared_store = flag == MAP_SHARED && (prot & PROT_WRITE);

    return mode == O_WRONLY || (mode == O_RDONLY && shared_store);
}

static int raise_to_write(int flag)
{
    int fd = open(file, O_RDONLY);

    if (fd == -1)
        die("open access.tmp");
    void *p = mmap(NULL, 1, PROT_READ, flag, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    return mprotect(p, 1, RW) == -1 ? errno : 0;
}

int main(void)
{
    const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR};
    const int prots[] = {PROT_READ, PROT_WRITE, RW};
    const int flags[] = {MAP_SHARED, MAP_PRIVATE};
    int wrong = 0;

    if (close(open(file, O_RDWR | O_CREAT | O_EXCL, 0600)) == -1)
        die("access.tmp");
    for (int m = 0; m < 3; m++)
        for (int p = 0; p < 3; p++)
            for (int f = 0; f < 2; f++)
                wrong += refused(modes[m], prots[p], flags[f]) !=
                         expected(modes[m], prots[p], flags[f]);
    report("C019", wrong == 0, "18 combinations, %d unlike the rule", wrong);

    int shared = raise_to_write(MAP_SHARED);
    int priv = raise_to_write(MAP_PRIVATE);
    report("M055", shared == EACCES && priv == 0,
           "opened O_RDONLY, then mprotect to write: shared %s, private %s",
           err_name(shared), err_name(priv));
    unlink(file);
    return 0;
}
