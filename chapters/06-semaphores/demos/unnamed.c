/* unnamed.c - where a sem_t may live
 *
 * 中文：孩子 post 三个信号量，父进程看见哪几次？
 * English: a child posts three semaphores. Which of the posts does
 *          the parent see?
 *
 * Book: chapter 6, "unnamed".  Sources: sem_init(3).
 * Usage: ./unnamed
 */
#include <semaphore.h>
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

static int value_of(sem_t *sem)
{
    int value;

    if (sem_getvalue(sem, &value) == -1)
        die("sem_getvalue");
    return value;
}

int main(void)
{
    // ANCHOR: places
    static sem_t global, original;
    struct {
        sem_t shared, copy;
    } *box = mmap(NULL, sizeof *box, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED)
        die("mmap");

    if (sem_init(&global, 1, 0) == -1 || sem_init(&original, 1, 0) == -1 ||
        sem_init(&box->shared, 1, 0) == -1)
        die("sem_init");
    box->copy = original; /* "put it into shared memory" */

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        sem_post(&global);
        sem_post(&box->shared);
        sem_post(&box->copy);
        _exit(0);
    }
    // ANCHOR_END: places
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");

    printf("a global variable          %d\n", value_of(&global));
    printf("made in shared memory      %d\n", value_of(&box->shared));
    printf("copied into shared memory  %d\n", value_of(&box->copy));
    printf("the original of the copy   %d\n", value_of(&original));
    return EXIT_SUCCESS;
}
