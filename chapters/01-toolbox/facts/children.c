/* children.c - three mistakes with children
 *
 * 中文：用 sleep 等孩子；不收尸；把 errno 当退出状态。
 * English: waiting for a child by sleeping; not reaping it; errno as an
 *          exit status.
 *
 * Facts: B023, B024, B033.  Sources: wait(2), exit(3), proc(5).
 */
#include "fact.h"

#include <stdint.h>

static char state(pid_t pid)
{
    char path[64], letter = '?';

    snprintf(path, sizeof path, "/proc/%jd/stat", (intmax_t)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return '-';
    if (fscanf(f, "%*d (%*[^)]) %c", &letter) != 1)
        letter = '?';
    fclose(f);
    return letter;
}

static pid_t child(volatile int *work, unsigned microseconds, int status)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (int i = 0; i < 100; i++) {
            usleep(microseconds / 100);
            ++*work;
        }
        exit(status);
    }
    return pid;
}

int main(void)
{
    siginfo_t info;
    int status;
    volatile int *work =
        mmap(NULL, sizeof *work, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (work == MAP_FAILED)
        die("mmap");
    pid_t pid = child(work, 600000, 0);
    usleep(50000); /* "that should do" */
    int seen = *work;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    report("B023", seen < 100 && *work == 100,
           "a child slower than the nap: work %s after the nap, %d of 100 "
           "after waitpid",
           seen < 100 ? "unfinished" : "done", *work);

    pid = child(work, 0, 258);
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == -1)
        die("waitid");
    char before = state(pid);
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    char after = state(pid);
    report("B024", before == 'Z' && after == '-',
           "state of an ended child: %c, after waitpid: %s", before,
           after == '-' ? "gone" : "still there");
    report("B033", WEXITSTATUS(status) == 2, "exit(258) arrives as %d",
           WEXITSTATUS(status));
    return 0;
}
