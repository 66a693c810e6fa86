/* report_json.c - the result structure itself, as JSON */
#include "report.h"

void report_json(FILE *out, const json_t *result)
{
    json_dumpf(result, out, JSON_INDENT(2));
    fputc('\n', out);
}
