/* hostile: 读检查程序、口令文件和别人的目录 / reads the checker, password files and other people's folders — expect: all */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const char *const secrets[] = {"/grader/checker",
                                      "/grader/key",
                                      "/grader/.",
                                      "/etc/passwd",
                                      "/etc/shadow",
                                      "/root",
                                      "/home",
                                      "/var",
                                      "/run",
                                      "/sys",
                                      "/boot",
                                      "/proc/1/exe",
                                      "/proc/1/root/etc/shadow",
                                      "/proc/self/root/etc/shadow",
                                      "/sub/../etc/shadow",
                                      "/submission/mapf.c",
                                      "/out/student.o",
                                      "/driver.o",
                                      "/proc/kcore",
                                      "/proc/kmsg",
                                      "/proc/keys",
                                      "/proc/sysrq-trigger",
                                      "/dev/mem",
                                      "/dev/kmsg",
                                      "/dev/sda",
                                      "/dev/vda",
                                      "/dev/fuse",
                                      NULL};

__attribute__((constructor)) static void attack(void)
{
    for (int i = 0; secrets[i]; i++) {
        int fd = open(secrets[i], O_RDONLY | O_NONBLOCK);
        char byte;

        /* An empty or unreadable thing of that name tells nothing. */
        if (fd != -1 && read(fd, &byte, 1) != 0)
            breach(secrets[i]);
        close(fd);
    }
}
