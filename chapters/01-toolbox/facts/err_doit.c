/* err_doit.c - three classic mistakes of an error printer
 *
 * 中文：数据当格式串；vsprintf 溢出；往满缓冲区再 strcat 一个换行。
 * English: data as a format; vsprintf past the end; a newline appended to a
 *          full buffer.
 *
 * Facts: B007, B029, B030.  Sources: printf(3), syslog(3), gcc(1).
 */
#include "gcc.h"

static const char data_as_format[] =
    "#include <syslog.h>\n"
    "void f(char *buf) { syslog(LOG_ERR, buf); }\n";

/* Both print a long message into a buffer of 64 bytes. */
static const char printer[] = "#include <stdarg.h>\n"
                              "#include <stdio.h>\n"
                              "#include <string.h>\n"
                              "static void f(const char *fmt, ...)\n"
                              "{\n"
                              "    char buf[64];\n"
                              "    va_list ap;\n"
                              "    va_start(ap, fmt);\n"
                              "    FORMAT;\n"
                              "    va_end(ap);\n"
                              "    strcat(buf, \"\\n\");\n"
                              "    puts(buf);\n"
                              "}\n"
                              "int main(void) { f(\"%200d\", 1); return 0; }\n";

/* Does AddressSanitizer stop the printer built with this FORMAT? */
static int caught(const char *format)
{
    char flags[200];

    snprintf(flags, sizeof flags, "-fsanitize=address '-DFORMAT=%s'", format);
    if (!gcc_try(flags, printer, NULL, 0))
        return -1;
    return system("./t.bin 2>&1 | grep -q 'AddressSanitizer: stack-buffer'") ==
           0;
}

static void verdict(const char *id, const char *what, int found)
{
    if (found == -1)
        skip(id, "no AddressSanitizer here");
    else
        report(id, found, "%s: AddressSanitizer %s", what,
               found ? "reports stack-buffer-overflow" : "is silent");
}

int main(void)
{
    char says[4096];

    if (gcc_start() == -1) {
        skip("B007", "no gcc here");
        skip("B029", "no gcc here");
        skip("B030", "no gcc here");
        return 0;
    }
    gcc_try("-c -Wformat -Wformat-security", data_as_format, says, sizeof says);
    int warned = strstr(says, "format not a string literal") != NULL;
    report("B007", warned, "syslog(LOG_ERR, buf) with -Wformat-security: %s",
           warned ? "a warning" : "no warning");
    verdict("B029", "vsprintf of 200 bytes into 64",
            caught("vsprintf(buf, fmt, ap)"));
    verdict("B030", "strcat of a newline after a full vsnprintf",
            caught("vsnprintf(buf, sizeof buf, fmt, ap)"));
    gcc_end();
    return 0;
}
