#!/bin/sh
# corpus.sh - the explorer finds what is wrong in every wrong program, and
# nothing in a right one
#
# Usage: sh grader/explore/tests/corpus.sh          all, two at a time
#        sh grader/explore/tests/corpus.sh NAME...  these: abba, peterson, ...
#        sh grader/explore/tests/corpus.sh one FILE one program, its line only
# From the top folder, after make. Environment:
#   EXPLORE      the command                       build/bin/explore
#   EXPLORE_CC   the compiler of the program       gcc
#   EXPLORE_OPT  its optimisation                  -O0
#   MAX_SECONDS  for the search in one program     20
# Prints one line a program: "ok - ..." or "not ok - ...". Leaves a table in
# build/tests/explore.txt and each result in build/tests/explore/NAME.json.
# Exit status 1 if any line is not ok.
#
# The first line of a wrong program says what may be found:
# "/* wrong: ... found as: KIND|KIND */". It counts as found when the verdict
# or the kind of one of the findings is among them. In a right program
# ("/* right: ... */") there must be no finding whatever.
set -u
explore=${EXPLORE:-build/bin/explore}
programs=grader/explore/tests/programs
out=build/tests/explore
seconds=${MAX_SECONDS:-20}

intended() {
    sed -n '1s/.*found as: \([a-z|-]*\) \*\/.*/\1/p' "$1"
}

# value FIELD FILE - of the result itself, which is printed with two columns for
# each level; kinds FILE - of all findings
value() {
    sed -n "s/^  \"$1\": *\"*\([^\"]*\)\"*/\1/p" "$2" | sed "s/,$//"
}

kinds() {
    grep -o '"kind": *"[a-z-]*"' "$1" | sed 's/.*"\([a-z-]*\)"$/\1/' | sort -u
}

# first FILE - the execution that first showed anything; shown FILE - the one
# whose timeline is shown, the worst.
first() {
    sed -n 's/^ *"execution": \([0-9]*\).*/\1/p' "$1" | sort -n | head -n 1
}

shown() {
    sed -n 's/^ *"execution": \([0-9]*\).*/\1/p' "$1" | head -n 1
}

now_ms() {
    echo $(($(date +%s%N) / 1000000))
}

one() {
    name=$(basename "$1" .c)
    json=$out/$name.json
    wanted=$(intended "$1")
    rm -f "$json"
    before=$(now_ms)
    timeout -k 5 $((seconds + 20)) "$explore" --lang en --json "$json" \
        --max-seconds "$seconds" --compiler "${EXPLORE_CC:-gcc}" \
        --level "${EXPLORE_OPT:--O0}" "$1" >"$out/$name.txt" 2>&1
    status=$?
    ms=$(($(now_ms) - before))
    if [ ! -s "$json" ]; then
        printf '%s\t%s\tno result\t\t\t\t\t\t\t%s\t\n' \
            "$name" "${wanted:-ok}" "$ms" >"$out/$name.row"
        echo "not ok - $name: no result, exit status $status;" \
            "$(tail -n 1 "$out/$name.txt")"
        return
    fi

    verdict=$(value verdict "$json")
    found=$(kinds "$json" | tr '\n' ' ')
    executions=$(value executions "$json")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" \
        "${wanted:-ok}" "$verdict" "$(first "$json")" "$(shown "$json")" \
        "$executions" "$(value exhaustive "$json")" \
        "$(value schedule "$json")" "$(value ms "$json")" "$ms" "$found" >"$out/$name.row"
    say "$1"
}

# One line for what $verdict and $found are, where $wanted may be.
say() {
    case $1 in
    */right/*)
        if [ "$verdict" = ok ] && [ -z "$found" ] && [ $status -eq 0 ]; then
            echo "ok - $name is right in $executions executions"
        else
            echo "not ok - $name is right, but found as $verdict: $found" \
                "(exit status $status)"
        fi
        return
        ;;
    esac
    for kind in $verdict $found; do
        case "|$wanted|" in
        *"|$kind|"*)
            echo "ok - $name is found as $kind"
            return
            ;;
        esac
    done
    if [ -z "$wanted" ]; then
        echo "not ok - $name does not say what it is found as"
    else
        echo "not ok - $name is not found as $wanted; verdict $verdict," \
            "found: ${found:-nothing}"
    fi
}

files() {
    if [ $# -eq 0 ]; then
        find $programs -name '*.c' | sort
    else
        for name; do
            find $programs -name "$name.c"
        done
    fi
}

mkdir -p "$out"
if [ "${1:-}" = one ]; then
    one "$2"
    exit 0
fi
rm -f "$out"/*
files "$@" | xargs -P 2 -n 1 sh "$0" one >"$out/lines"
sort "$out/lines"
{
    printf 'program\tintended\tverdict\tproved in\tlost in\texecutions'
    printf '\texhaustive\tschedule\tsearch ms\twhole ms\tfindings\n'
    sort "$out"/*.row
} >build/tests/explore.txt
! grep -q '^not ok' "$out/lines"
