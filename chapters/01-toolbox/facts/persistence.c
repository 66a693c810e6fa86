/* persistence.c - an IPC object outlives its creator
 *
 * 中文：创建者没有删除名字就退出，后来的进程仍然找得到对象和数据。
 * English: the creator ends without unlinking; a later process still finds
 *          the object and its data.
 *
 * Facts: C006.  Sources: shm_overview(7).
 */
#include "fact.h"

#include <stdint.h>

int main(void)
{
    char name[64], data[8] = "";

    snprintf(name, sizeof name, "/fact-persistence-%jd", (intmax_t)getpid());
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
        _exit(fd == -1 || write(fd, "alive", 6) != 6);
    }
    int status;
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (status != 0)
        die("shm_open in the creator");

    int fd = shm_open(name, O_RDONLY, 0);
    int found = fd != -1 && read(fd, data, sizeof data) == 6;
    shm_unlink(name);
    int gone = shm_open(name, O_RDONLY, 0) == -1;
    report("C006", found && strcmp(data, "alive") == 0 && gone,
           "creator gone: object %s, data \"%s\"; after shm_unlink %s",
           found ? "found" : "not found", data, gone ? "gone" : "still there");
    return 0;
}
