/* hunt_answer.c - wait a minute for a child's answer; six mistakes
 *
 * 中文：等孩子的回答，最多等一分钟。六个错误，而且一秒也没等。
 * English: wait for a child's answer, one minute at most. Six mistakes, and
 *          it does not wait at all.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_init(3), sem_wait(3).
 * Usage: ./hunt_answer
 */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: answer
struct box {
    sem_t ready;
    int answer;
};

static int ask(struct box *shared)
{
    struct box box = {.answer = -1};
    struct timespec minute = {.tv_sec = 60};

    if (sem_init(&box.ready, 0, 0) == -1)
        die("sem_init");
    *shared = box; /* now it is in shared memory */

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        shared->answer = 42;
        sem_post(&box.ready);
        _exit(EXIT_SUCCESS);
    }
    int result = sem_timedwait(&box.ready, &minute);
    if (result == -1)
        perror("no answer");
    sem_destroy(&box.ready);
    return result == 0 ? shared->answer : -1;
}
// ANCHOR_END: answer

int main(void)
{
    struct box *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED)
        die("mmap");
    printf("%d\n", ask(shared));
    return EXIT_SUCCESS;
}
