/* message_broken.c - first the data, then the flag, but in no order
 *
 * 中文：message.c 的坏孪生：标志是原子的，却什么次序也不带。
 * English: the broken twin of message.c: the flag is atomic, but carries no
 *          order.
 *
 * Book: chapter 4, "ordering".  Sources: C11 5.1.2.4, 7.17.3.
 * Usage: ./message_broken, and make explore FILE=.../message_broken.c
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct message {
    int data[2];
    atomic_int ready;
} * m;

static void send(int a, int b)
{
    m->data[0] = a;
    m->data[1] = b;
    atomic_store_explicit(&m->ready, 1, memory_order_relaxed);
}

static int receive(void)
{
    while (!atomic_load_explicit(&m->ready, memory_order_relaxed))
        sched_yield();
    return m->data[0] + m->data[1];
}

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
