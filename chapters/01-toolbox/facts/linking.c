/* linking.c - are -lrt and -pthread still needed?
 *
 * 中文：从 glibc 2.34 起，链接不再需要 -lrt 和 -pthread；写上也无妨。
 * English: since glibc 2.34 linking needs neither -lrt nor -pthread; they do
 *          no harm.
 *
 * Facts: C080, C121.  Sources: glibc 2.34 release notes.
 */
#include "gcc.h"

#include <gnu/libc-version.h>

static const char source[] = "#define _GNU_SOURCE\n"
                             "#include <fcntl.h>\n"
                             "#include <mqueue.h>\n"
                             "#include <pthread.h>\n"
                             "#include <semaphore.h>\n"
                             "#include <sys/mman.h>\n"
                             "static void *run(void *a) { return a; }\n"
                             "int main(void)\n"
                             "{\n"
                             "    pthread_t t;\n"
                             "    sem_t s;\n"
                             "    shm_unlink(\"/fact-no-such\");\n"
                             "    mq_unlink(\"/fact-no-such\");\n"
                             "    sem_unlink(\"/fact-no-such\");\n"
                             "    if (sem_init(&s, 0, 1) || sem_wait(&s))\n"
                             "        return 1;\n"
                             "    if (pthread_create(&t, 0, run, 0))\n"
                             "        return 1;\n"
                             "    return pthread_join(t, 0);\n"
                             "}\n";

int main(void)
{
    if (gcc_start() == -1) {
        skip("C080", "no gcc here");
        skip("C121", "no gcc here");
        return 0;
    }
    int bare = gcc_try("-std=gnu11", source, NULL, 0);
    int runs = bare && system("./t.bin") == 0;
    int named = bare && system("ldd ./t.bin 2>/dev/null | "
                               "grep -q -e librt -e libpthread") == 0;
    report("C080", runs && !named,
           "glibc %s, no -lrt, no -pthread: %s, librt and libpthread %s",
           gnu_get_libc_version(), runs ? "links and runs" : "does not link",
           named ? "needed" : "not needed");
    int old = gcc_try("-std=gnu11 -pthread", source, NULL, 0) &&
              gcc_try("-std=gnu11 -pthread -lrt", source, NULL, 0);
    report("C121", bare && old, "old command lines with -pthread -lrt: %s",
           old ? "still link" : "do not link");
    gcc_end();
    return 0;
}
