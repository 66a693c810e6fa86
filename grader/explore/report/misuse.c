/* misuse.c - findings that are no race and no failure, as sentences */
#include "pair.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* In braces: P the process, C another process, O the object, H another object,
 * A the place in it, D the detail (finding.detail). Both languages have them in
 * the same order. */
static const struct {
    const char *zh, *en;
} sentences[FINDING_KINDS] = {
    [FINDING_NONE] = {"没有发现什么", "nothing was found"},
    [FINDING_SEM_PRIVATE] =
        {"信号量不在共享内存里（{D}）：fork "
         "之后每个进程等的、放的都是自己的那一"
         "份拷贝",
         "the semaphore is not in shared memory ({D}): after fork each process "
         "waits and posts on a copy of its own"},
    [FINDING_NOT_SHARED] =
        {"{O}是按进程私有初始化的（pshared 为 0），却有几个进程在用：睡在里面的"
         "进程，别的进程叫不醒",
         "{O} was made private to a process (pshared 0) but several use it: "
         "who sleeps in it is never woken by another process"},
    [FINDING_MAP_PRIVATE] =
        {"几个进程用同一段 MAP_PRIVATE "
         "映射（{O}）：谁写了，谁就有了自己的拷贝，"
         "别人永远看不到",
         "several processes use one MAP_PRIVATE mapping ({O}): whoever stores "
         "gets a copy of its own, and nobody else ever sees it"},
    [FINDING_NOT_WAITED] = {"没有人等待{C}", "nobody waited for {C}"},
    [FINDING_CHILD_RETURNED] =
        {"{P}没有 _exit，而是从函数返回了：调用者后面的代码会再执行一遍",
         "{P} returned from the function instead of calling _exit: the rest of "
         "the caller's program runs a second time"},
    [FINDING_LEFT_BEHIND] = {"结束以后留下了{D}",
                             "{D} is left behind at the end"},
    [FINDING_DESTROYED] = {"{O}在销毁之后还在使用",
                           "{O} is used after it was destroyed"},
    [FINDING_OVERWRITTEN] =
        {"{O}的值不经 sem_post、sem_wait 就变了：有人写坏了这个 sem_t",
         "{O} changed its value without sem_post or sem_wait: something wrote "
         "over the sem_t"},
    [FINDING_VANISHED] =
        {"{P}突然消失了（SIGKILL，或者直接的系统调用）",
         "{P} vanished all of a sudden (SIGKILL, or a raw system call)"},
    [FINDING_EXIT_HOLDING] = {"{P}结束时还拿着{O}",
                              "{P} ends while it holds {O}"},
    [FINDING_PRIVATE_POINTER] =
        {"共享内存里存了一个指向私有内存（{D}）的指针，在{A}"
         "：别的进程那里没有它"
         "指的东西",
         "a pointer to private memory ({D}) was stored in shared memory, at "
         "{A}: in other processes it points nowhere"},
    [FINDING_LOCK_ORDER] =
        {"{P}拿着{H}再拿{O}，别处的顺序正好相反：两边可能互相等下去",
         "{P} holds {H} and takes {O}, elsewhere the order is the opposite: "
         "they can wait for each other for ever"},
    [FINDING_RAW_CALL] = {"绕过了 C 库的系统调用",
                          "a system call past the C library"},
    [FINDING_NOT_OWNER] =
        {"{P}解开了不在自己手里的{O}：结果未定义",
         "{P} unlocks {O}, which it does not hold: that is undefined"},
    [FINDING_INIT_TWICE] =
        {"{P}把已经在用的{O}又初始化了一遍：原来的值没有了，睡着的人也丢了",
         "{P} initialises {O} again while it is in use: its value is gone, and "
         "so are those who sleep in it"},
    [FINDING_FULL] = {"探索器的一张表满了", "a table of the explorer is full"},
};

static void say_thing(struct pair *p, const struct control *c,
                      const struct finding *f, char what)
{
    switch (what) {
    case 'P':
        say_process(p, c, (unsigned)f->process);
        break;
    case 'C':
        say_process(p, c, (unsigned)f->other % PROCESSES);
        break;
    case 'O':
        say_object(p, c, f->object);
        break;
    case 'H':
        say_object(p, c, f->other);
        break;
    case 'A':
        say_place(p, c, f->object, (uint32_t)f->number[0]);
        break;
    default:
        say(p, "%s", "%s", f->detail);
    }
}

/* The text up to the next brace, of both languages. */
static void say_piece(struct pair *p, const char *zh, size_t zh_size,
                      const char *en, size_t en_size)
{
    char *chinese = strndup(zh, zh_size), *english = strndup(en, en_size);

    if (!chinese || !english)
        abort();
    say(p, "%s%.0s", "%.0s%s", chinese, english);
    free(chinese);
    free(english);
}

void words_finding(const struct control *c, const struct finding *f,
                   char **zh_text, char **en_text)
{
    enum { BRACES = sizeof "{P}" - 1 };
    const char *zh = sentences[f->kind].zh, *en = sentences[f->kind].en;
    struct pair p;

    pair_begin(&p);
    for (;;) {
        size_t zh_size = strcspn(zh, "{"), en_size = strcspn(en, "{");

        say_piece(&p, zh, zh_size, en, en_size);
        if (!zh[zh_size] || !en[en_size])
            break;
        say_thing(&p, c, f, zh[zh_size + 1]);
        zh += zh_size + BRACES;
        en += en_size + BRACES;
    }
    pair_end(&p, zh_text, en_text);
}
