/* prototype.c - sem_unlink takes a name
 *
 * 中文：sem_unlink 要的是名字，不是 sem_t *。
 * English: sem_unlink wants the name, not a sem_t *.
 *
 * Facts: C130.  Sources: sem_unlink(3).
 */
#include "../../01-toolbox/facts/gcc.h"

int main(void)
{
    char says[4000];

    if (gcc_start() == -1) {
        skip("C130", "no gcc to ask");
        return 0;
    }
    gcc_try("-c", "#include <semaphore.h>\nint sem_unlink(sem_t *sem);\n", says,
            sizeof says);
    gcc_end();
    report("C130", strstr(says, "conflicting types") != NULL,
           "int sem_unlink(sem_t *): gcc says %s",
           strstr(says, "conflicting types") ? "conflicting types" : "nothing");
    return 0;
}
