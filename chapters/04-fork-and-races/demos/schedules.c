/* schedules.c - two processes add 1 to one number, in all six orders
 *
 * 中文：加 1 是两步：取、存。两个进程，四步，六种次序，结果各是多少？
 * English: adding 1 takes two steps, load and store. Two processes, four
 *          steps, six orders: what comes out of each?
 *
 * Book: chapter 4, "lost-update".  Sources: fork(2), mmap(2), pipe(2).
 * Usage: ./schedules
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int *n; /* the number, in shared memory */

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static struct {
    pid_t pid;
    int go[2], done[2]; /* pipes: "do a step", "it is done" */
} worker[2];

// ANCHOR: worker
static void wait_turn(int w)
{
    char c;

    if (read(worker[w].go[0], &c, 1) != 1)
        _exit(EXIT_FAILURE);
}

static void done(int w, int value)
{
    char c = (char)value;

    if (write(worker[w].done[1], &c, 1) != 1)
        _exit(EXIT_FAILURE);
}

/* add_one - what ++*n does, with a pause before each step. */
static void add_one(int w)
{
    wait_turn(w);
    int mine = *n;
    done(w, mine);
    wait_turn(w);
    *n = mine + 1;
    done(w, mine + 1);
}
// ANCHOR_END: worker

static void start(int w)
{
    if (pipe(worker[w].go) == -1 || pipe(worker[w].done) == -1)
        die("pipe");
    worker[w].pid = fork();
    if (worker[w].pid == -1)
        die("fork");
    if (worker[w].pid == 0) {
        alarm(20); /* nobody may wait for ever */
        add_one(w);
        _exit(EXIT_SUCCESS);
    }
}

/* step - let worker w do one step; what it has loaded or stored. */
static int step(int w)
{
    char c;

    if (write(worker[w].go[1], "", 1) != 1)
        die("write");
    if (read(worker[w].done[0], &c, 1) != 1)
        die("read");
    return c;
}

static void finish(int w)
{
    if (waitpid(worker[w].pid, NULL, 0) == -1)
        die("waitpid");
    close(worker[w].go[0]);
    close(worker[w].go[1]);
    close(worker[w].done[0]);
    close(worker[w].done[1]);
}

/* run - one schedule, for example "AABB": whose step comes when. */
static int run(const char *schedule)
{
    int steps[2] = {0, 0};

    *n = 0;
    start(0);
    start(1);
    printf("%s  ", schedule);
    for (const char *s = schedule; *s != '\0'; s++) {
        int w = *s - 'A';
        int value = step(w);
        const char *verb = steps[w]++ ? "stores" : "loads";
        printf("  %c %s %d", *s, verb, value);
    }
    finish(0);
    finish(1);
    printf("   n = %d\n", *n);
    fflush(stdout);
    return *n == 2;
}

int main(void)
{
    static const char *const all[] = {"AABB", "ABAB", "ABBA",
                                      "BAAB", "BABA", "BBAA"};
    int right = 0;

    n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (n == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < 6; i++)
        right += run(all[i]);
    printf("right in %d of 6 schedules\n", right);
    return EXIT_SUCCESS;
}
