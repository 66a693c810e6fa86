/* view_tests.c - what view.h says of a process is what the process did
 *
 * A child does one thing, then stops itself; while it is stopped nothing
 * changes, and the test looks at it.
 */
#include "../../checker/view.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define AT ((char *)0x300000000)

enum { PAGES = 4, READS = 5, WRITES = 3, COPIES = 2 };

static size_t page;
static int file; /* PAGES pages; page n is filled with 'a' + n */
static struct stat file_is;

/* ---- the child ----------------------------------------------------------- */

static void map(size_t at, size_t pages, int prot, int flags, size_t from)
{
    if (mmap(AT + at * page, pages * page, prot, flags | MAP_FIXED_NOREPLACE,
             flags & MAP_ANONYMOUS ? -1 : file,
             (off_t)(from * page)) == MAP_FAILED)
        _exit(1);
}

static void map_file(void)
{
    map(0, 2, PROT_READ, MAP_SHARED, 1);
    map(8, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE, 3);
}

static void map_memory(void)
{
    map(0, 100, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, 0);
}

static void copy_descriptor(void)
{
    for (int i = 0; i < COPIES; i++)
        if (dup(file) == -1)
            _exit(1);
    if (memfd_create("another", 0) == -1) /* on the same device */
        _exit(1);
}

static void read_and_write(void)
{
    char c;

    for (int i = 0; i < READS; i++)
        if (pread(file, &c, 1, i) != 1)
            _exit(1);
    for (int i = 0; i < WRITES; i++)
        if (pwrite(file, "x", 1, i) != 1)
            _exit(1);
}

static void take_an_odd_name(void)
{
    prctl(PR_SET_NAME, "a) R 1 (b");
}

/* Stopped once before and once after `work`. */
static pid_t start(void (*work)(void))
{
    pid_t pid;

    page = (size_t)sysconf(_SC_PAGESIZE);
    file = memfd_create("view-test", MFD_CLOEXEC);
    CU_ASSERT_FATAL(file != -1 && ftruncate(file, PAGES * (off_t)page) == 0);
    for (off_t i = 0; i < PAGES * (off_t)page; i++) {
        char c = (char)('a' + i / (off_t)page);

        CU_ASSERT_FATAL(pwrite(file, &c, 1, i) == 1);
    }
    CU_ASSERT(fstat(file, &file_is) == 0);
    pid = fork();
    CU_ASSERT_FATAL(pid != -1);
    if (pid == 0) {
        raise(SIGSTOP);
        work();
        raise(SIGSTOP);
        _exit(0);
    }
    CU_ASSERT(waitpid(pid, NULL, WUNTRACED) == pid);
    return pid;
}

static void let_it_work(pid_t pid)
{
    int status;

    CU_ASSERT(kill(pid, SIGCONT) == 0);
    CU_ASSERT(waitpid(pid, &status, WUNTRACED) == pid);
    CU_ASSERT_FATAL(WIFSTOPPED(status));
}

static void finish(pid_t pid)
{
    CU_ASSERT(kill(pid, SIGKILL) == 0);
    CU_ASSERT(waitpid(pid, NULL, 0) == pid);
    close(file);
}

static uint64_t at(size_t offset)
{
    return (uint64_t)(uintptr_t)(AT + offset);
}

/* ---- the tests ----------------------------------------------------------- */

static void mapping_found(void)
{
    pid_t pid = start(map_file);
    struct view_mapping m;

    CU_ASSERT(view_mapping_at(pid, at(0), &m) == 0);
    let_it_work(pid);
    CU_ASSERT(view_mapping_at(pid, at(0), &m) == 1);
    CU_ASSERT(view_mapping_at(pid, at(2 * page - 1), &m) == 1);
    CU_ASSERT(m.start == at(0) && m.end == at(2 * page) && m.offset == page);
    CU_ASSERT(m.dev == file_is.st_dev && m.ino == file_is.st_ino);
    CU_ASSERT_STRING_EQUAL(m.perms, "r--s");
    CU_ASSERT(view_mapping_at(pid, at(2 * page), &m) == 0);
    CU_ASSERT(view_mapping_at(pid, at(8 * page + 3), &m) == 1);
    CU_ASSERT(m.offset == 3 * page);
    CU_ASSERT_STRING_EQUAL(m.perms, "rw-p");
    finish(pid);
}

static void bytes_mapped(void)
{
    pid_t pid = start(map_file);

    CU_ASSERT(view_bytes_mapped(pid, file_is.st_dev, file_is.st_ino) == 0);
    let_it_work(pid);
    CU_ASSERT(view_bytes_mapped(pid, file_is.st_dev, file_is.st_ino) ==
              3 * (long)page);
    CU_ASSERT(view_bytes_mapped(pid, file_is.st_dev, file_is.st_ino + 1) == 0);
    CU_ASSERT(view_bytes_mapped(pid, file_is.st_dev + 1, file_is.st_ino) == 0);
    finish(pid);
}

static void address_space(void)
{
    pid_t pid = start(map_memory);
    long before = view_address_space(pid);

    CU_ASSERT(before > 0);
    let_it_work(pid);
    CU_ASSERT(view_address_space(pid) == before + 100 * (long)page);
    finish(pid);
}

static void descriptors(void)
{
    pid_t pid = start(copy_descriptor);
    int before = view_descriptors(pid, 0, 0);

    CU_ASSERT(view_descriptors(pid, file_is.st_dev, file_is.st_ino) == 1);
    let_it_work(pid);
    CU_ASSERT(view_descriptors(pid, 0, 0) == before + COPIES + 1);
    CU_ASSERT(view_descriptors(pid, file_is.st_dev, file_is.st_ino) ==
              1 + COPIES);
    finish(pid);
}

static void memory_read(void)
{
    pid_t pid = start(map_file);
    char buf[8] = "";

    let_it_work(pid);
    CU_ASSERT(view_read(pid, at(page - 2), buf, 4) == 4);
    CU_ASSERT_STRING_EQUAL(buf, "bbcc");
    CU_ASSERT(view_read(pid, at(2 * page - 2), buf, 4) == 2);
    errno = 0;
    CU_ASSERT(view_read(pid, at(4 * page), buf, 4) == -1 && errno == EFAULT);
    finish(pid);
}

static void io_calls(void)
{
    pid_t pid = start(read_and_write);
    unsigned long reads, writes, more_reads, more_writes;

    CU_ASSERT(view_io_calls(pid, &reads, &writes) == 0);
    let_it_work(pid);
    CU_ASSERT(view_io_calls(pid, &more_reads, &more_writes) == 0);
    CU_ASSERT_EQUAL(more_reads - reads, READS);
    CU_ASSERT_EQUAL(more_writes - writes, WRITES);
    finish(pid);
}

static void odd_name(void)
{
    pid_t pid = start(take_an_odd_name);
    char state = '?', call[32];

    let_it_work(pid);
    CU_ASSERT(view_stuck(pid, &state, call, sizeof call) == 0);
    CU_ASSERT_EQUAL(state, 'T');
    finish(pid);
}

static void sleeping_call(void)
{
    const struct timespec moment = {0, 1000000};
    char state = '?', call[32] = "";
    int never[2];
    pid_t pid;

    CU_ASSERT_FATAL(pipe2(never, O_CLOEXEC) == 0);
    pid = fork();
    CU_ASSERT_FATAL(pid != -1);
    if (pid == 0) {
        char c;

        _exit(read(never[0], &c, 1) == 1);
    }
    for (int i = 0; i < 5000 && (state != 'S' || strcmp(call, "read")); i++) {
        nanosleep(&moment, NULL);
        CU_ASSERT(view_stuck(pid, &state, call, sizeof call) == 0);
    }
    CU_ASSERT_EQUAL(state, 'S');
    CU_ASSERT_STRING_EQUAL(call, "read");
    CU_ASSERT(kill(pid, SIGKILL) == 0);
    CU_ASSERT(waitpid(pid, NULL, 0) == pid);
    close(never[0]);
    close(never[1]);
}

/* One reads for ever, one stops itself, one never rests. */
static void at_rest(void)
{
    int never[2];
    pid_t pid[3];
    struct view_call c;

    CU_ASSERT_FATAL(pipe2(never, O_CLOEXEC) == 0);
    for (int i = 0; i < 3; i++) {
        pid[i] = fork();
        CU_ASSERT_FATAL(pid[i] != -1);
        if (pid[i] == 0) {
            if (i == 0 && read(never[0], &i, 1) == 1)
                _exit(1);
            if (i == 1)
                raise(SIGSTOP);
            for (;;)
                ;
        }
    }
    CU_ASSERT(view_at_rest(pid, 2, 5000) == VIEW_REST);
    CU_ASSERT(view_call(pid[0], &c) == 0 && c.state == 'S');
    CU_ASSERT_STRING_EQUAL(c.name, "read");
    CU_ASSERT(c.argument[0] == (uint64_t)never[0] && c.argument[2] == 1);
    CU_ASSERT(view_call(pid[1], &c) == 0 && c.state == 'T');
    CU_ASSERT(view_at_rest(pid, 3, 20) == 0);
    CU_ASSERT(kill(pid[2], SIGKILL) == 0);
    CU_ASSERT(view_at_rest(pid, 3, 5000) == VIEW_REST);
    CU_ASSERT(view_call(pid[2], &c) == 0 && c.state == 'Z');
    for (int i = 0; i < 3; i++) {
        kill(pid[i], SIGKILL);
        CU_ASSERT(waitpid(pid[i], NULL, 0) == pid[i]);
    }
    CU_ASSERT(view_at_rest(pid, 3, 0) == VIEW_REST);
    close(never[0]);
    close(never[1]);
}

/* Asleep in a call with a signal to take it does not sleep for long; one that it
 * blocks does not wake it. */
static void signals_told(void)
{
    struct view_signals signals;
    struct view_sleep sleep;
    sigset_t set;
    int told[2];
    pid_t pid;
    char c;

    CU_ASSERT_FATAL(pipe(told) == 0);
    pid = fork();
    CU_ASSERT_FATAL(pid != -1);
    if (pid == 0) {
        close(told[1]);
        sigemptyset(&set);
        sigaddset(&set, SIGUSR1);
        sigprocmask(SIG_BLOCK, &set, NULL);
        signal(SIGUSR2, SIG_IGN);
        raise(SIGUSR1);
        _exit(read(told[0], &c, 1) != 0);
    }
    while (view_asleep(pid, &sleep) == 0)
        usleep(1000);
    CU_ASSERT(view_asleep(pid, &sleep) == 1 && sleep.call == SYS_read);
    CU_ASSERT(view_signals(pid, &signals) == 0);
    CU_ASSERT(signals.blocked == UINT64_C(1) << (SIGUSR1 - 1));
    CU_ASSERT(signals.ignored & UINT64_C(1) << (SIGUSR2 - 1));
    CU_ASSERT(!(signals.caught & UINT64_C(1) << (SIGUSR2 - 1)));
    close(told[1]);
    close(told[0]);
    CU_ASSERT(waitpid(pid, NULL, 0) == pid);
}

static void gone(void)
{
    struct view_mapping m;
    unsigned long reads, writes;
    char state, call[32], c;
    pid_t pid = fork();

    CU_ASSERT_FATAL(pid != -1);
    if (pid == 0)
        _exit(0);
    CU_ASSERT(waitpid(pid, NULL, 0) == pid);
    CU_ASSERT(view_mapping_at(pid, 0, &m) == -1);
    CU_ASSERT(view_bytes_mapped(pid, 0, 0) == -1);
    CU_ASSERT(view_address_space(pid) == -1);
    CU_ASSERT(view_descriptors(pid, 0, 0) == -1);
    CU_ASSERT(view_read(pid, 0, &c, 1) == -1);
    CU_ASSERT(view_io_calls(pid, &reads, &writes) == -1);
    CU_ASSERT(view_stuck(pid, &state, call, sizeof call) == -1);
}

const struct test view_tests[] = {
    {"the mapping that holds an address is found, and no other", mapping_found},
    {"the bytes mapped of a file are added up", bytes_mapped},
    {"the address space grows by what is mapped", address_space},
    {"open descriptors are counted, all or those of a file", descriptors},
    {"memory of a process is read, as far as it is mapped", memory_read},
    {"read and write calls are counted", io_calls},
    {"a program's name does not forge its state", odd_name},
    {"a sleeping process tells the call it sleeps in", sleeping_call},
    {"processes are at rest when not one of them moves", at_rest},
    {"what it blocks, ignores and catches is told, and does not wake it",
     signals_told},
    {"a process that is gone is an error, not a zero", gone},
    {NULL, NULL},
};
