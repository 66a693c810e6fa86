/* cas.c - raise a shared maximum while somebody else raises it too
 *
 * 中文：两步之间，另一个进程把最大值改了。三种写法，哪一种不丢？
 * English: between our two steps another process raises the maximum. Three
 *          ways to write it: which of them loses nothing?
 *
 * Book: chapter 4, "cas".  Sources: C11 7.17.7.
 * Usage: ./cas
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_long *max;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* meddle - another process stores 9; once only. */
static void meddle(void)
{
    static int done;

    if (done++)
        return;
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        atomic_store(max, 9);
        _exit(EXIT_SUCCESS);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("    another process stores 9\n");
}

// ANCHOR: three
static void two_atomics(long v)
{
    long old = atomic_load(max);
    printf("    load: %ld\n", old);
    meddle();
    if (v > old)
        atomic_store(max, v);
}

static void one_try(long v)
{
    long old = atomic_load(max);
    printf("    load: %ld\n", old);
    meddle();
    if (v > old)
        atomic_compare_exchange_strong(max, &old, v);
}

static void loop(long v)
{
    long old = atomic_load(max);
    printf("    load: %ld\n", old);
    meddle();
    while (v > old && !atomic_compare_exchange_weak(max, &old, v))
        printf("    exchange failed, old is now %ld\n", old);
}
// ANCHOR_END: three

/* try - in a process of its own, so that meddle() is fresh. */
static void try(const char *label, void (*raise_to)(long), long v)
{
    atomic_store(max, 5);
    printf("%s: max is 5, raise it to %ld\n", label, v);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (setvbuf(stdout, NULL, _IONBF, 0) != 0)
            die("setvbuf");
        raise_to(v);
        _exit(EXIT_SUCCESS);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    long right = v > 9 ? v : 9, now = atomic_load(max);
    printf("    max is %ld, %s\n", now, now == right ? "right" : "WRONG");
}

int main(void)
{
    max = mmap(NULL, sizeof *max, PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (max == MAP_FAILED)
        die("mmap");
    try("two atomics", two_atomics, 7);
    try("one try", one_try, 12);
    try("loop", loop, 12);
    try("loop", loop, 7);
    return EXIT_SUCCESS;
}
