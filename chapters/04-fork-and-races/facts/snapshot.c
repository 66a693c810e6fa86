/* snapshot.c - private memory is frozen by fork, shared memory is torn
 *
 * 中文：孩子读到一半，父进程全改了：私有的是旧的一整份，共享的半旧半新。
 * English: the parent changes everything while the child is half-way: private
 *          memory stays whole and old, shared memory is half and half.
 *
 * Facts: M109.  Sources: fork(2), mmap(2).
 */
#include "fact.h"

enum { PAGES = 8 };

static void one_byte(int fd, int writing)
{
    char c = '.';

    if ((writing ? write(fd, &c, 1) : read(fd, &c, 1)) != 1)
        _exit(1);
}

/* seen - the first bytes of the pages, as the child read them. */
static void take(const char *data, int half, int go, char *seen)
{
    for (size_t i = 0; i < PAGES; i++) {
        if (i == PAGES / 2) {
            one_byte(half, 1);
            one_byte(go, 0);
        }
        seen[i] = data[i * page_size()];
    }
    _exit(0);
}

static char *snapshot(int flags)
{
    int half[2], go[2];
    size_t len = PAGES * page_size();
    char *data = mmap(NULL, len, RW, flags, -1, 0);
    char *seen = mmap(NULL, PAGES + 1, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (data == MAP_FAILED || seen == MAP_FAILED || pipe(half) == -1 ||
        pipe(go) == -1)
        die("mmap or pipe");
    memset(data, 'A', len);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        alarm(20);
        take(data, half[1], go[0], seen);
    }
    one_byte(half[0], 0);
    memset(data, 'B', len);
    one_byte(go[1], 1);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen;
}

int main(void)
{
    char *private = snapshot(ANON);
    char *shared = snapshot(MAP_SHARED | MAP_ANONYMOUS);

    report("M109",
           strcmp(private, "AAAAAAAA") == 0 && strcmp(shared, "AAAABBBB") == 0,
           "parent stores B in the middle: the child read %s from private "
           "memory, %s from shared",
           private, shared);
    return 0;
}
