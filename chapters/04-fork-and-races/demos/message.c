/* message.c - first the data, then the flag: a message by shared memory
 *
 * 中文：先写数据，再立标志；对方看见标志，就一定看得见数据。
 * English: first the data, then the flag; who sees the flag sees the data.
 *
 * Book: chapter 4, "ordering".  Sources: C11 5.1.2.4, 7.17.3.
 * Usage: ./message
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// ANCHOR: message
static struct message {
    int data[2]; /* plain: ordered by ready */
    atomic_int ready;
} * m;

static void send(int a, int b)
{
    m->data[0] = a;
    m->data[1] = b;
    atomic_store_explicit(&m->ready, 1, memory_order_release);
}

static int receive(void)
{
    while (!atomic_load_explicit(&m->ready, memory_order_acquire))
        sched_yield();
    return m->data[0] + m->data[1];
}
// ANCHOR_END: message

int main(void)
{
    int status;

    m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (m == MAP_FAILED)
        return EXIT_FAILURE;
    pid_t pid = fork();
    if (pid == -1)
        return EXIT_FAILURE;
    if (pid == 0)
        _exit(receive() == 42 ? EXIT_SUCCESS : EXIT_FAILURE);
    send(40, 2);
    if (waitpid(pid, &status, 0) == -1)
        return EXIT_FAILURE;
    printf("exit status of the receiver: %d\n", WEXITSTATUS(status));
    return WEXITSTATUS(status);
}
