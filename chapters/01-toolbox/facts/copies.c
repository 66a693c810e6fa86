/* copies.c - what is saved by sharing memory, and what is not
 *
 * 中文：省掉的是每个字节的复制；睡眠和唤醒的代价一次也没有省。
 * English: the copying of every byte is saved; falling asleep and being
 *          woken is not.
 *
 * Facts: C001.  Sources: proc(5) "io", futex(2), getrusage(2).
 */
#include "fact.h"

#include <semaphore.h>
#include <sys/resource.h>

enum { BLOCK = 1 << 16, ROUNDS = 50 };

static struct {
    sem_t ask, done;
    char block[BLOCK];
} * box;
static int to[2], from[2];
static char buffer[BLOCK];

/* Bytes this process has handed to write so far; -1 if nobody counts. */
static long written(void)
{
    FILE *f = fopen("/proc/self/io", "r");
    char line[64];
    long n = -1;

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "wchar: %ld", &n) == 1)
            break;
    if (f != NULL)
        fclose(f);
    return n;
}

/* The child answers every block with one byte or one post. */
static void answer(int shared)
{
    for (int i = 0; i < ROUNDS; i++) {
        ssize_t left = BLOCK, n = 1;
        for (; !shared && left > 0 && n > 0; left -= n)
            n = read(to[0], buffer, (size_t)left);
        if (shared && sem_wait(&box->ask) == -1)
            _exit(1);
        usleep(200); /* so that the other side falls asleep */
        if (shared ? sem_post(&box->done) == -1
                   : n <= 0 || write(from[1], "", 1) != 1)
            _exit(1);
    }
    _exit(0);
}

/* Hand over ROUNDS blocks; sleeps gets how often we had to sleep. */
static long hand_over(int shared, long *sleeps)
{
    struct rusage before, after;
    long bytes = written();
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0)
        answer(shared);
    getrusage(RUSAGE_SELF, &before);
    for (int i = 0; i < ROUNDS; i++) {
        memset(shared ? box->block : buffer, i, BLOCK);
        if (shared ? sem_post(&box->ask) || sem_wait(&box->done)
                   : write(to[1], buffer, BLOCK) != BLOCK ||
                         read(from[0], buffer, 1) != 1)
            die("hand over");
    }
    getrusage(RUSAGE_SELF, &after);
    *sleeps = after.ru_nvcsw - before.ru_nvcsw;
    bytes = bytes == -1 ? -1 : written() - bytes;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return bytes;
}

int main(void)
{
    long by_pipe, by_box;

    box = mmap(NULL, sizeof *box, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED || pipe(to) == -1 || pipe(from) == -1 ||
        sem_init(&box->ask, 1, 0) == -1 || sem_init(&box->done, 1, 0) == -1)
        die("setup");
    long piped = hand_over(0, &by_pipe), boxed = hand_over(1, &by_box);
    if (piped == -1) {
        skip("C001", "/proc/self/io does not count here");
        return 0;
    }
    report("C001", piped >= (long)BLOCK * ROUNDS && boxed == 0 && by_box > 9,
           "%d KiB handed over: pipe %ld KiB through write, shared memory "
           "%ld; sleeping is %s by both",
           BLOCK / 1024 * ROUNDS, piped / 1024, boxed / 1024,
           by_pipe > 9 && by_box > 9 ? "needed" : "not needed");
    return 0;
}
