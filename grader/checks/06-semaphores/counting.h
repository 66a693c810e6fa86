/* counting.h - what the labs count01 and count02 ask alike
 *
 * One has a named semaphore and a file, the other an unnamed one in anonymous
 * memory; how they answer, count, fail and die is the same.
 */
#ifndef COUNTING_H
#define COUNTING_H

#include "student.h"

/* counting_result - the call succeeded, no child came out of `function`, and
 * *final is nproc * loops. */
void counting_result(const struct claim *c, const char *function, int nproc,
                     int loops);

/* counting_failed - the call returned -1 with this errno, and left in *final what
 * was there before; zh and en say what was done to it. */
void counting_failed(const struct claim *c, int final, int err, const char *zh,
                     const char *en);

/* counting_signals_survived - the call returned 0 though signals came, and not
 * early: while a child was stopped inside. */
void counting_signals_survived(const struct student *s, const struct claim *c,
                               int early);

/* counting_dies_anywhere - either of two children is killed at LAB_POINT(1),
 * under every schedule of the scenario "dies". */
void counting_dies_anywhere(void);

/* The words of three checks. */
#define COUNTING_SIGNALS                                                                                      \
    .section = "eintr",                                                                                       \
    .title = {"信号打断等待的孩子和父进程，它们接着等，数还是对的",                                           \
              "signals interrupt waiting children and the parent: they go on "                                \
              "waiting, and the count is right"},                                                             \
    .hint = {"sem_wait 和 waitpid 返回 -1、errno 是 EINTR：什么也没有等到，再"                 \
             "来一次。",                                                                                      \
             "sem_wait and waitpid return -1 with EINTR: nothing has come, "                                  \
             "call again."},                                                                                  \
    .think = {"你在门口排队，有人叫了你一声。回过头来，门开了吗？你的代码分得" \
              "清“轮到我了”和“有人叫我”吗？",                                                                 \
              "You queue at a door and somebody calls your name. When you "                                   \
              "turn back, is the door open? Does your code tell “my turn” "                               \
              "from “I was called”?"}

#define COUNTING_DIES_ANYWHERE                                                                               \
    .section = "not",                                                                                        \
    .title = {"不管哪个孩子、按什么先后拿着锁被杀，都返回 EIO，不挂住",                                      \
              "whichever child is killed with the lock in its hands, and "                                   \
              "under every schedule: EIO, and no hang"},                                                     \
    .hint = {"信号量没有主人，死了的孩子不会放开它。谁先结束就先处理谁；有一" \
             "个失败了，就结束其余的。",                                                                     \
             "A semaphore has no owner, and the dead do not release it. Wait "                               \
             "for whichever child ends first; if it failed, end the others."},                               \
    .think = {                                                                                               \
        "第二个孩子死了，锁还在它手里；第一个孩子睡在锁上。你的父进程正"      \
        "在等第一个：谁先动？从“谁在等谁”画一个圈，再找出断开它的地"         \
        "方。",                                                                                              \
        "The second child is dead and had the lock; the first sleeps on "                                    \
        "it. Your parent waits for the first: who moves? Draw the "                                          \
        "circle of who waits for whom, and find where to cut it."}

#define COUNTING_CHILD_KILLED                                                                          \
    .title =                                                                                           \
        {"一个孩子被杀、返回 EIO 以后，一个孩子也不剩，连僵尸也没有",                                  \
         "a child is killed, the call returns EIO, and no child is left, "                             \
         "not even a zombie"},                                                                         \
    .hint = {"kill 只是让它结束；结束了的孩子，等过它才算没有了。",                                    \
             "kill only ends a child; one that has ended is there until "                              \
             "somebody waits for it."},                                                                \
    .think = {                                                                                         \
        "数一数：fork 了几次，就要等几次。被你结束的那些，等过了吗？已经" \
        "等过的那一个，会不会再等一次？",                                                              \
        "Count: as many waits as forks. Have you waited for those you "                                \
        "ended? And do you wait twice for the one that had ended by "                                  \
        "itself?"}

#endif
