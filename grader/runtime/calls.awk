# calls.awk - everything that follows from calls.tsv
#
# Usage: awk -F '\t' -v make=VIEW -f calls.awk calls.tsv
#
# Views for the call trace: wrappers redefine table names. For the schedule
# explorer (grader/explore/runtime): numbers, an enum; declarations of its
# wrappers explored_NAME; explored, a weak wrapper for every call, which those
# that matter to other processes replace.

BEGIN {
    note = "/* generated from calls.tsv by calls.awk */"
    if (make == "wrappers") {
        print note
        print "#include \"trace.h\""
        print "#include \"calls_headers.h\"\n"
    }
    if (make == "table")
        print note
    if (make == "numbers")
        print note "\n#ifndef CALLS_NUMBERS_H\n#define CALLS_NUMBERS_H\n\nenum {"
    if (make == "declarations") {
        print note "\n#ifndef CALLS_EXPLORED_H\n#define CALLS_EXPLORED_H\n"
        print "#include \"calls_headers.h\"\n"
    }
    if (make == "explored") {
        print note
        print "#include \"wrap.h\"\n"
    }
}

END {
    if (make == "numbers")
        print "    CALL_COUNT\n};\n\n#endif"
    if (make == "declarations")
        print "\n#endif"
}

/^#/ || NF < 3 { next }

{
    name = $1
    type = $2
    fails = $3
    n = ($4 == "") ? 0 : split($4, parameter, /; */)
    parameters = arguments = recorded = kinds = ""
    string = descriptor = ""
    shown = 0
    number[1] = number[2] = "0"
    for (i = 1; i <= n; i++) {
        words = split(parameter[i], word, " ")
        kind = word[words]
        variable = "a" i
        declared = word[1]
        for (j = 2; j <= words - 2; j++)
            declared = declared " " word[j]
        parameters = parameters (i > 1 ? ", " : "") declared " " variable
        arguments = arguments (i > 1 ? ", " : "") variable
        recorded = recorded ", (long)" variable
        kinds = kinds (i > 1 ? ", " : "") "KIND_" toupper(kind)
        if (kind == "str" && string == "")
            string = variable
        else if (kind != "ptr" && kind != "str" && shown < 2)
            number[++shown] = "(long)" variable
        if (kind == "fd" && descriptor == "")
            descriptor = "fd_name(" variable ")"
    }
    text = string != "" ? string : descriptor != "" ? descriptor : "NULL"
    declaration = type " explored_" name "(" (n ? parameters : "void") ")"
    call++
}

make == "names" { print name }

make == "redefine" { print name " lab_call_" name }

make == "numbers" { print "    CALL_" name "," }

make == "declarations" { print declaration ";" }

make == "table" {
    printf "{\"%s\", %d, FAILS_%s, {%s}},\n", name, n, \
        fails == "-1" ? "MINUS" : toupper(fails), n ? kinds : "0"
}

make == "wrappers" {
    count = ""
    for (i = 1; i <= n; i++)
        if (parameter[i] ~ /size_t count size$/)
            count = "a" i
    printf "%s lab_call_%s(%s);\n", type, name, n ? parameters : "void"
    printf "%s lab_call_%s(%s)\n{\n", type, name, n ? parameters : "void"
    printf "    struct trace_call *c = trace_begin(%d, " \
        "__builtin_return_address(0), %d%s);\n", call - 1, n, recorded
    printf "    %s result;\n\n", type
    printf "    if (trace_fault(c))\n        return (%s)trace_failed(c, %d);\n", \
        type, fails == "errno"
    if (name == "sysconf")
        print "    if (a1 == _SC_PAGESIZE && trace_page_size())\n" \
            "        return trace_end(c, trace_page_size());"
    if (name == "getpagesize")
        print "    if (trace_page_size())\n" \
            "        return (int)trace_end(c, trace_page_size());"
    if (name == "clock_gettime")
        print "    if (trace_clock(a1, a2))\n" \
            "        return (int)trace_end(c, 0);"
    if (count != "")
        print "    " count " = trace_short(c, " count ");"
    if (name == "msync")
        print "    trace_snapshot(c, a1, a2);"
    printf "    result = %s(%s);\n", name, arguments
    print "    trace_end(c, (long)result);"
    print "    return result;\n}\n"
}

# What a wrapper returns when the call is made to fail, and how its event tells
# that it did: -1 and an error number.
make == "explored" {
    failed = fails == "MAP_FAILED" || fails == "SEM_FAILED" || \
        fails == "NULL" ? fails : "(" type ")-1"
    error = fails == "errno" ? "(int)result" : \
        fails == "never" ? "0" : "result == " failed " ? errno : 0"
    shows = fails == "NULL" || fails == "SEM_FAILED" ? \
        "result == " failed " ? -1 : (long)result" : "(long)result"
    printf "__attribute__((weak)) %s\n{\n", declaration
    printf "    %s result;\n\n", type
    printf "    if (me < 0)\n        return %s(%s);\n", name, arguments
    if (fails != "never")
        printf "    if (call_fails(CALL_%s, PC))\n        return %s;\n", \
            name, fails == "errno" ? "errno" : failed
    print "    memory_settle();"
    printf "    result = %s(%s);\n", name, arguments
    printf "    called(OP_CALL, CALL_%s, 0, PC, %s, %s,\n", name, shows, error
    printf "           %s, %s, %s);\n", text, number[1], number[2]
    print "    return result;\n}\n"
}
