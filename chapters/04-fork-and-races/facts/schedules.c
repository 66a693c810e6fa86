/* schedules.c - the order of the steps decides what comes out
 *
 * 中文：两个进程各取一次、存一次，六种次序里两种得 2。循环一千次：先后跑，
 *       对；步步碰面，丢一半。
 * English: two processes load and store once: two of six orders give 2. A
 *          thousand times: right one after the other, half is lost when
 *          they meet at each step.
 *
 * Facts: M026, M105.  Sources: C11 5.1.2.4.
 */
#include "fact.h"

enum { TIMES = 1000 };

static volatile int *n;
static int go[2][2], done[2][2]; /* pipes of worker 0 and worker 1 */

static void pass(int fd)
{
    if (write(fd, "", 1) != 1)
        die("write");
}

static void await(int fd)
{
    char c;

    if (read(fd, &c, 1) != 1)
        die("read");
}

/* add - one load and one store for each of `times`, each when told to. */
static void add(int w, int times)
{
    for (int i = 0; i < times; i++) {
        await(go[w][0]);
        int mine = *n;
        pass(done[w][1]);
        await(go[w][0]);
        *n = mine + 1;
        pass(done[w][1]);
    }
}

/* run - the steps of a schedule, again and again. */
static int run(const char *schedule, int times)
{
    pid_t pid[2];

    *n = 0;
    for (int w = 0; w < 2; w++) {
        pid[w] = fork();
        if (pid[w] == -1)
            die("fork");
        if (pid[w] == 0) {
            alarm(20);
            add(w, times);
            _exit(0);
        }
    }
    for (int i = 0; i < times; i++)
        for (const char *s = schedule; *s != '\0'; s++) {
            pass(go[*s - 'A'][1]);
            await(done[*s - 'A'][0]);
        }
    for (int w = 0; w < 2; w++)
        if (waitpid(pid[w], NULL, 0) == -1)
            die("waitpid");
    return *n;
}

int main(void)
{
    static const char *const all[] = {"AABB", "ABAB", "ABBA",
                                      "BAAB", "BABA", "BBAA"};
    int two = 0, one = 0;

    n = mmap(NULL, sizeof *n, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (n == MAP_FAILED)
        die("mmap");
    for (int w = 0; w < 2; w++)
        if (pipe(go[w]) == -1 || pipe(done[w]) == -1)
            die("pipe");
    for (int i = 0; i < 6; i++) {
        int got = run(all[i], 1);
        two += got == 2;
        one += got == 1;
    }
    report("M105", two == 2 && one == 4,
           "two processes, six schedules: %d give 2, %d give 1", two, one);
    int apart = run("AABB", TIMES), met = run("ABAB", TIMES);
    report("M026", apart == 2 * TIMES && met == TIMES,
           "2 x %d additions: never between load and store %d, always there "
           "%d",
           TIMES, apart, met);
    return 0;
}
