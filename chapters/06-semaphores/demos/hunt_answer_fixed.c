/* hunt_answer_fixed.c - the question of hunt_answer.c, repaired
 *
 * 中文：修好以后：信号量住在共享内存里，时间是时刻，孩子有人等。
 * English: repaired: the semaphore lives in shared memory, the time is a
 *          point in time, and somebody waits for the child.
 *
 * Book: chapter 6, "bug-hunt".  Sources: sem_init(3), sem_wait(3).
 * Usage: ./hunt_answer_fixed
 */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
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
    struct timespec end;
    int result;

    if (sem_init(&shared->ready, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        shared->answer = 42;
        _exit(sem_post(&shared->ready) == -1);
    }
    if (clock_gettime(CLOCK_REALTIME, &end) == -1)
        die("clock_gettime");
    end.tv_sec += 60;
    do
        result = sem_timedwait(&shared->ready, &end);
    while (result == -1 && errno == EINTR);
    if (result == -1)
        perror("no answer");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_destroy(&shared->ready) == -1)
        die("sem_destroy");
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
