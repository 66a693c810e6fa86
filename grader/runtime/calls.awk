# calls.awk - everything that follows from calls.tsv
#
# Usage: awk -F '\t' -v make=wrappers|redefine|table|names -f calls.awk calls.tsv

BEGIN {
    if (make == "wrappers") {
        print "/* generated from calls.tsv by calls.awk */"
        print "#include \"trace.h\""
        print "#include \"calls_headers.h\"\n"
    }
    if (make == "table")
        print "/* generated from calls.tsv by calls.awk */"
}

/^#/ || NF < 3 { next }

{
    name = $1
    type = $2
    fails = $3
    n = ($4 == "") ? 0 : split($4, parameter, /; */)
    parameters = arguments = recorded = kinds = ""
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
    }
    call++
}

make == "names" { print name }

make == "redefine" { print name " lab_call_" name }

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
    if (count != "")
        print "    " count " = trace_short(c, " count ");"
    if (name == "msync")
        print "    trace_snapshot(c, a1, a2);"
    printf "    result = %s(%s);\n", name, arguments
    print "    trace_end(c, (long)result);"
    print "    return result;\n}\n"
}
