/* fork_copy.c - what a child's stores do to four kinds of memory
 *
 * 中文：子进程把四个变量都改成 99。父进程看得见哪几个？
 * English: the child sets four variables to 99. Which of them does the
 *          parent see?
 *
 * Book: chapter 1, "fork".  Sources: fork(2), mmap(2).
 * Usage: ./fork_copy
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: four
static int global = 5;

struct four {
    int *where[4]; /* global, stack, heap, shared */
};

static void show(const char *who, const struct four *v)
{
    printf("%-7s global %2d  stack %2d  heap %2d  shared %2d\n", who,
           *v->where[0], *v->where[1], *v->where[2], *v->where[3]);
    fflush(stdout); /* so that no text is waiting at the fork */
}

static void child(const struct four *v, const struct four *parents)
{
    int same = 1;

    for (int i = 0; i < 4; i++) {
        *v->where[i] = 99;
        same = same && v->where[i] == parents->where[i];
    }
    show("child", v);
    printf("        the four addresses are %s\n",
           same ? "those of the parent" : "others");
    fflush(stdout);
    _exit(0);
}
// ANCHOR_END: four

int main(void)
{
    int stack = 6;
    int *heap = malloc(sizeof *heap);
    int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (heap == NULL)
        die("malloc");
    if (shared == MAP_FAILED)
        die("mmap");
    *heap = 7;
    *shared = 8;

    struct four v = {{&global, &stack, heap, shared}};
    show("before", &v);

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        struct four mine = {{&global, &stack, heap, shared}};
        child(&mine, &v);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    show("parent", &v);
    free(heap);
    return EXIT_SUCCESS;
}
