/* stage_tests.c - only the bytes of a plain file of its own come in */
#include "../../supervisor/stage.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* A submission folder in/, and secret.c beside it. */
static char folder[64];
static int in = -1, outside = -1;

static void write_file(int dir, const char *name, const char *bytes,
                       size_t size)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    CU_ASSERT_FATAL(fd != -1);
    CU_ASSERT(write(fd, bytes, size) == (ssize_t)size);
    close(fd);
}

static int remove_entry(const char *path, const struct stat *sb, int type,
                        struct FTW *ftw)
{
    (void)sb, (void)type, (void)ftw;
    return remove(path);
}

static void end(void)
{
    close(in);
    close(outside);
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void begin(void)
{
    snprintf(folder, sizeof folder, "/tmp/stage-test-XXXXXX");
    CU_ASSERT_FATAL(mkdtemp(folder) != NULL);
    CU_ASSERT(chmod(folder, 0755) == 0);
    outside = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CU_ASSERT(outside != -1 && mkdirat(outside, "in", 0755) == 0);
    in = openat(outside, "in", O_PATH | O_DIRECTORY | O_CLOEXEC);
    CU_ASSERT(in != -1);
    write_file(outside, "secret.c", "the solution", 12);
}

/* What staging says of a name; a refusal hands out no text. */
static enum stage_result says(const char *name)
{
    char *text = (char *)folder;
    size_t size = 99;
    enum stage_result r = stage_read(in, name, &text, &size);

    CU_ASSERT((r == STAGE_OK) == (text != NULL));
    free(text);
    return r;
}

static void plain_file(void)
{
    static const char bytes[] = "int main(void);\n";
    size_t size = 0;
    char *text = NULL;

    begin();
    write_file(in, "mapf.c", bytes, sizeof bytes - 1);
    CU_ASSERT(mkdirat(in, "02-x", 0755) == 0);
    write_file(in, "02-x/empty.c", "", 0);
    CU_ASSERT(stage_read(in, "mapf.c", &text, &size) == STAGE_OK);
    CU_ASSERT(size == sizeof bytes - 1);
    CU_ASSERT(text && memcmp(text, bytes, sizeof bytes) == 0);
    free(text);
    CU_ASSERT(says("02-x/empty.c") == STAGE_OK);
    end();
}

static void missing(void)
{
    begin();
    write_file(in, "file", "x", 1);
    CU_ASSERT(says("mapf.c") == STAGE_MISSING);
    CU_ASSERT(says("02-x/mapf.c") == STAGE_MISSING);
    CU_ASSERT(says("file/mapf.c") == STAGE_MISSING);
    end();
}

static void symbolic_link(void)
{
    begin();
    write_file(in, "real.c", "x", 1);
    CU_ASSERT(symlinkat("../secret.c", in, "out.c") == 0);
    CU_ASSERT(symlinkat("real.c", in, "near.c") == 0);
    CU_ASSERT(symlinkat("nowhere", in, "dangling.c") == 0);
    CU_ASSERT(symlinkat("/proc/self/exe", in, "magic.c") == 0);
    CU_ASSERT(says("out.c") == STAGE_LINK);
    CU_ASSERT(says("near.c") == STAGE_LINK);
    CU_ASSERT(says("dangling.c") == STAGE_LINK);
    CU_ASSERT(says("magic.c") == STAGE_LINK);
    end();
}

static void linked_folder(void)
{
    begin();
    CU_ASSERT(symlinkat("..", in, "up") == 0);
    CU_ASSERT(says("up/secret.c") == STAGE_LINK);
    CU_ASSERT(mkdirat(in, "real", 0755) == 0);
    write_file(in, "real/mapf.c", "x", 1);
    CU_ASSERT(symlinkat("real", in, "02-x") == 0);
    CU_ASSERT(says("real/mapf.c") == STAGE_OK);
    CU_ASSERT(says("02-x/mapf.c") == STAGE_LINK);
    end();
}

static void escape(void)
{
    char absolute[128];

    begin();
    CU_ASSERT(mkdirat(in, "02-x", 0755) == 0);
    snprintf(absolute, sizeof absolute, "%s/secret.c", folder);
    CU_ASSERT(says("../secret.c") == STAGE_LINK);
    CU_ASSERT(says("02-x/../../secret.c") == STAGE_LINK);
    CU_ASSERT(says(absolute) == STAGE_LINK);
    end();
}

/* A test that blocked would run into the time limit of unit_main.c. */
static void fifo(void)
{
    begin();
    CU_ASSERT(mkfifoat(in, "mapf.c", 0644) == 0);
    CU_ASSERT(says("mapf.c") == STAGE_NOT_PLAIN);
    end();
}

static void not_plain(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    begin();
    CU_ASSERT(mkdirat(in, "folder.c", 0755) == 0);
    snprintf(name.sun_path, sizeof name.sun_path, "%s/in/socket.c", folder);
    CU_ASSERT(bind(s, (struct sockaddr *)&name, sizeof name) == 0);
    CU_ASSERT(says("folder.c") == STAGE_NOT_PLAIN);
    CU_ASSERT(says("socket.c") == STAGE_NOT_PLAIN);
    close(s);
    end();
}

static void hard_link(void)
{
    begin();
    CU_ASSERT(linkat(outside, "secret.c", in, "mapf.c", 0) == 0);
    CU_ASSERT(says("mapf.c") == STAGE_SHARED);
    CU_ASSERT(unlinkat(outside, "secret.c", 0) == 0);
    CU_ASSERT(says("mapf.c") == STAGE_OK);
    end();
}

static void too_big(void)
{
    char *bytes = malloc(STAGE_MAX + 1);

    CU_ASSERT_FATAL(bytes != NULL);
    memset(bytes, 'x', STAGE_MAX + 1);
    begin();
    write_file(in, "most.c", bytes, STAGE_MAX);
    write_file(in, "more.c", bytes, STAGE_MAX + 1);
    CU_ASSERT(says("most.c") == STAGE_OK);
    CU_ASSERT(says("more.c") == STAGE_TOO_BIG);
    free(bytes);
    end();
}

static void nul_byte(void)
{
    begin();
    write_file(in, "middle.c", "a\0b", 3);
    write_file(in, "last.c", "ab\0", 3);
    CU_ASSERT(says("middle.c") == STAGE_NUL);
    CU_ASSERT(says("last.c") == STAGE_NUL);
    end();
}

/* Nothing is unreadable to root, so the question is asked by somebody else. */
static void as_nobody_read_mapf(void)
{
    enum { NOBODY = 65534 };
    size_t size;
    char *text;

    if (geteuid() == 0 &&
        (setgroups(0, NULL) == -1 || setresgid(NOBODY, NOBODY, NOBODY) == -1 ||
         setresuid(NOBODY, NOBODY, NOBODY) == -1))
        _exit(100);
    if (stage_read(in, "mapf.c", &text, &size) != STAGE_UNREADABLE)
        _exit(101);
    _exit(errno == EACCES ? 0 : 102);
}

static void unreadable(void)
{
    int status = -1;
    pid_t pid;

    begin();
    write_file(in, "mapf.c", "x", 1);
    CU_ASSERT(fchmodat(in, "mapf.c", 0, 0) == 0);
    pid = fork();
    if (pid == 0)
        as_nobody_read_mapf();
    CU_ASSERT(pid > 0 && waitpid(pid, &status, 0) == pid);
    CU_ASSERT_EQUAL(status, 0);
    end();
}

static void words(void)
{
    for (int r = STAGE_MISSING; r <= STAGE_UNREADABLE; r++) {
        CU_ASSERT(stage_words_zh((enum stage_result)r)[0] != '\0');
        CU_ASSERT(stage_words_en((enum stage_result)r)[0] != '\0');
    }
    CU_ASSERT(strstr(stage_words_en(STAGE_NUL), "NUL") != NULL);
    CU_ASSERT(strstr(stage_words_zh(STAGE_NUL), "NUL") != NULL);
    CU_ASSERT(strstr(stage_words_en(STAGE_UNREADABLE), "read") != NULL);
}

const struct test stage_tests[] = {
    {"a plain file comes in byte for byte", plain_file},
    {"a file that is not there is called missing", missing},
    {"a symbolic link is refused, wherever it points", symbolic_link},
    {"a file behind a linked folder is refused", linked_folder},
    {"no name leads out of the submission's folder", escape},
    {"a FIFO is refused without waiting for a writer", fifo},
    {"a folder and a socket are refused", not_plain},
    {"a file is refused as long as it has another hard link", hard_link},
    {"256 KiB come in and one byte more is refused", too_big},
    {"a file with a NUL byte is refused", nul_byte},
    {"a file one may not read is refused with EACCES", unreadable},
    {"every refusal has words in both languages", words},
    {NULL, NULL},
};
