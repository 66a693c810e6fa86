/* complain.c - why a program cannot be explored, in one line */
#include "complain.h"
#include "../../supervisor/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *why_not(int error)
{
    switch (error) {
    case ENOENT:
        return in_language("没有这个文件或者目录",
                           "there is no such file or folder");
    case EACCES:
    case EPERM:
        return in_language("没有权限", "permission denied");
    case ENOTDIR:
        return in_language("路径中间有一段不是目录",
                           "part of the path is no folder");
    case EISDIR:
        return in_language("这是目录", "it is a folder");
    default:
        return strerror(error);
    }
}

/* ---- a function that cannot be followed ------------------------------------- */

static int is_thread(const char *name)
{
    return strncmp(name, "pthread_", 8) == 0 || strncmp(name, "thrd_", 5) == 0;
}

/* "x.c:12: pthread_create", as explore.sh says it; the place may be missing. */
static void unknown_function(const char *line, size_t size)
{
    char *copy = strndup(line, size);
    char *name = copy ? strrchr(copy, ' ') : NULL;

    if (!name)
        return;
    *name++ = '\0';
    if (*copy && strcmp(copy, ":") != 0) {
        print_safely(stderr, copy, "");
        fputs("1: error: ", stderr);
    }
    fprintf(stderr,
            is_thread(name)
                ? in_language("%s：探索的是进程，线程跟不了；改用 fork\n",
                              "%s: processes are explored, threads cannot be "
                              "followed; use fork\n")
                : in_language("%s：文件里没有定义，探索器也不认识；换一种写法"
                              "，或者把定义它的文件一起给出\n",
                              "%s: it is not defined in the files, and the "
                              "explorer does not know it; write it another "
                              "way, or give the file that defines it too\n"),
            name);
    free(copy);
}

static void unknown_functions(const char *messages)
{
    while (*messages) {
        size_t size = strcspn(messages, "\n");

        unknown_function(messages, size);
        messages += size + (messages[size] == '\n');
    }
}

/* ---- the rest --------------------------------------------------------------- */

static void raw(const char *messages)
{
    size_t size = strlen(messages);

    print_safely(stderr, messages, "");
    if (size > 0 && messages[size - 1] != '\n')
        fputc('\n', stderr);
}

_Noreturn static void no_link(const char *messages)
{
    if (strstr(messages, "undefined reference to `main'"))
        die("没有 main：探索的是一个完整的程序，定义 main 的文件也要给出",
            "there is no main: a whole program is explored, give the file that "
            "defines main too");
    raw(messages);
    die("链接失败：先改上面说的地方", "it does not link: see the lines above");
}

_Noreturn static void no_compile(const char *messages)
{
    raw(messages);
    if (strstr(messages, ".h: No such file or directory"))
        die("编译失败：头文件要和源文件放在同一个目录里",
            "it does not compile: headers are looked for beside the file");
    die("编译失败：先改上面说的地方",
        "it does not compile: see the lines above");
}

_Noreturn void no_build(const struct program *p, int status)
{
    const char *messages = p->messages ? p->messages : "";

    switch (status) {
    case BUILD_UNKNOWN:
        unknown_functions(messages);
        die("上面的函数跟不了，不能探索",
            "what is named above cannot be followed: nothing was explored");
    case BUILD_NO_LINK:
        no_link(messages);
    case BUILD_TOO_LONG:
        die("编译超过了一分钟，停下了",
            "compiling took over a minute: given up");
    default:
        no_compile(messages);
    }
}
