#!/bin/sh
# hostile.sh - hand in every attack of grader/tests/hostile, and see it fail
#
# Usage: sh grader/tests/hostile.sh [name...]     run/exit-zero, stage/fifo, ...
# From the top folder, after make. Another grader: GRADE=path/to/grade.
#
#   run/     attacks while the lab runs     source/  attacks on the compiler
#   stage/   attacks on taking the file in, made below: links cannot be kept in
#            a repository
#   explore/ attacks on the schedule explorer, in labs that are explored; the
#            first line names the lab
#
# The first line of each says what must come of it: `score N`, `score <= N`,
# `all` (every check passes), `all but CHECK...` (these fail) or `build-error`;
# and `says: TEXT`, if some check must say so. A file that does not define the
# last function of its lab, or defines it under another name, gets the model
# answer appended: then right code around an attack must keep its marks. An
# attack that gets through prints BREACH, which no report may contain. See also
# raw.h.
#
# After every two programs (explore/: four, wait-*: all at once) the machine
# must be as before: no process, no IPC object, no file of ours. What is new
# counts if it stays for three seconds.
set -u

grade=${GRADE:-build/bin/grade}
here=grader/tests/hostile
seconds=120
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
bad=0

# ---- one hand-in -----------------------------------------------------------

# Where a program's things are: folder NAME
folder() {
    echo "$work/$(echo "$1" | tr / _)"
}

# take_in NAME EXPECTATION [LAB [TEXT]] - the folder to hand in, LAB.c (mapf.c)
# yet to come.
take_in() {
    mkdir -p "$(folder "$1")/in"
    echo "$2" >"$(folder "$1")/expect"
    echo "${3:-mapf}" >"$(folder "$1")/lab"
    echo "${4:-}" >"$(folder "$1")/says"
}

# answer_of LAB, last_function_of LAB, checks_of LAB - how many.
answer_of() {
    echo solutions/*/"$1".c
}

last_function_of() {
    sed -n 's/.*"functions":\["\([^]]*\)"\].*/\1/p' "build/checkers/$1.json" |
        sed 's/.*"//'
}

checks_of() {
    grep -o '"points":' "build/checkers/$1.json" | wc -l
}

grade_it() {
    at=$(folder "$1")
    timeout -k 5 $seconds "$grade" --submission "$at/in" --lab "$(cat "$at/lab")" \
        --lang en --json "$at/json" --tap "$at/tap" --junit "$at/junit" \
        --gradescope "$at/gradescope" >"$at/console" 2>"$at/stderr"
    echo $? >"$at/status"
}

# ---- what came of it -------------------------------------------------------

# The numbers of a result, as: top lab sum max verdict checks strange
# (json is printed one field a line, two columns for each level).
numbers() {
    awk '
        function number(s) { gsub(/[^0-9]/, "", s); return s + 0 }
        function word(s) { gsub(/[",]/, "", s); return s }
        /^  "score": / { top = number($2) }
        /^      "score": / { lab = number($2) }
        /^      "max": / { max = number($2) }
        /^      "verdict": / { verdict = word($2) }
        /^          "id": "/ { checks++ }
        /^          "score": / { sum += number($2) }
        /^          "verdict": / {
            v = word($2)
            if (v !~ /^(pass|fail|crash|timeout|leak|race|deadlock|skipped|build-error)$/)
                strange = strange v ";"
        }
        { last = $0 }
        END {
            if (last != "}")
                strange = strange "cut-short;"
            print top + 0, lab + 0, sum + 0, max + 0, verdict, checks + 0, \
                strange "-"
        }' "$1"
}

# Bytes that would act on a terminal; $1 file, $2 text: also DEL, bidi and C1.
active_bytes() {
    LC_ALL=C tr -d '\011\012\040-\377' <"$1" | wc -c
    if [ "$2" = text ]; then
        LC_ALL=C grep -a -c "$(printf '\177')" "$1"
        LC_ALL=C grep -a -c "$(printf '\302[\200-\237]')" "$1"
        LC_ALL=C grep -a -c "$(printf '\342\200[\252-\256]')" "$1"
        LC_ALL=C grep -a -c "$(printf '\342\201[\246-\251]')" "$1"
    fi
}

reports_are_clean() {
    for report in json junit gradescope; do
        active_bytes "$1/$report" data
    done >"$1/active"
    for report in tap console stderr; do
        active_bytes "$1/$report" text
    done >>"$1/active"
    ! grep -q '[1-9]' "$1/active"
}

# The checks that did not pass, in their order.
not_passed() {
    awk '/^          "id": / { gsub(/.*"id": "[a-z0-9_]*\.|",?$/, ""); id = $0 }
        /^          "verdict": / && $2 !~ /"pass"/ {
            printf "%s%s", many++ ? " " : "", id
        }' "$1"
}

# What is wrong with the result in folder $2, expected to be $1; nothing if it
# is right.
unexpected() {
    failed=$(not_passed "$2/json")
    case $1 in
    all) [ -z "$failed" ] ;;
    'all but '*) [ "$failed" = "${1#all but }" ] ;;
    build-error) [ "$verdict" = build-error ] && [ "$lab" -eq 0 ] ;;
    'score <= '*) [ "$lab" -le "${1#score <= }" ] ;;
    'score '*) [ "$lab" -eq "${1#score }" ] && [ "$verdict" != build-error ] ;;
    *) false ;;
    esac || echo "expected $1, got score $lab ($verdict), failed: $failed"
}

# One reason why the result of $1 (a folder) is wrong; nothing if it is right.
fault() {
    status=$(cat "$1/status")
    case $status in
    0 | 1) ;;
    124 | 137) echo "still grading after $seconds s" && return ;;
    *) echo "exit status $status: $(head -n 1 "$1/stderr")" && return ;;
    esac
    if grep -q BREACH "$1/json"; then
        grep -o 'BREACH[^\\"]*' "$1/json" | sort -u | tr '\n' ' ' && return
    fi
    # shellcheck disable=SC2046 # these are words
    set -- "$1" $(numbers "$1/json")
    lab=$3 verdict=$6 checks=$(checks_of "$(cat "$1/lab")")
    if [ "$8" != - ]; then
        echo "incomplete or strange: $8"
    elif [ "$2" -ne "$3" ] || [ "$3" -ne "$4" ] || [ "$3" -gt "$5" ]; then
        echo "scores disagree: total $2, lab $3, checks $4, max $5"
    elif [ "$7" -ne "$checks" ]; then
        echo "$7 checks instead of $checks"
    elif [ "$(grep -c -E '^(not )?ok ' "$1/tap")" -ne "$checks" ]; then
        echo "the TAP report has lines of its own"
    elif [ "$3" -eq "$5" ] && [ "$status" -ne 0 ]; then
        echo "full marks, but exit status $status"
    elif [ "$3" -lt "$5" ] && [ "$status" -ne 1 ]; then
        echo "exit status $status without full marks"
    elif ! grep -qF -e "$(cat "$1/says")" "$1/json"; then
        echo "no check says $(cat "$1/says")"
    elif ! reports_are_clean "$1"; then
        echo "control characters in a report"
    else
        unexpected "$(cat "$1/expect")" "$1"
    fi
}

# ---- the machine -----------------------------------------------------------

. grader/tests/machine.sh

# ---- groups ----------------------------------------------------------------

tell() {
    at=$(folder "$1")
    reason=$(fault "$at")
    if [ -n "$reason$2" ]; then
        bad=1
        echo "not ok - hostile $1: ${reason}${2:+ left behind by this group: $2}"
    else
        echo "ok - hostile $1: $(cat "$at/expect"), nothing left behind"
    fi
}

# Grade the hand-ins $@ at the same time, then look at the machine.
together() {
    machine >"$work/before"
    for name; do
        grade_it "$name" &
    done
    wait
    left=$(leftovers)
    for name; do
        tell "$name" "$left"
        chmod -R u+rwx "$(folder "$name")" && rm -rf "$(folder "$name")"
    done
}

in_fours() {
    while [ $# -gt 4 ]; do
        together "$1" "$2" "$3" "$4"
        shift 4
    done
    [ $# -eq 0 ] || together "$@"
}

in_pairs() {
    while [ $# -gt 1 ]; do
        together "$1" "$2"
        shift 2
    done
    [ $# -eq 0 ] || together "$1"
}

# ---- the corpus ------------------------------------------------------------

# Is $1 among the names asked for?
wanted() {
    case " $asked " in
    '  ' | *" $1 "*) ;;
    *) false ;;
    esac
}

# The text to hand in for file $1 of lab $2.
hand_in() {
    last=$(last_function_of "$2")
    sed -e "/^#include \"raw.h\"/{r $here/raw.h" -e 'd}' \
        -e "/^#include \"in_explorer.h\"/{r $here/in_explorer.h" -e 'd}' \
        -e "/^#include \"control.h\"/{r grader/explore/control.h" -e 'd}' "$1"
    grep -q 'expect: build-error' "$1" && return
    if ! grep -q "^[a-z].* \**$last(.*[^;]\$" "$1" ||
        grep -q "^#define $last " "$1"; then
        sed -n 's/^#define \([a-z_0-9]*\)(.*/#undef \1/p' "$here/raw.h"
        cat "$(answer_of "$2")"
    fi
}

# part NAME FILE - what its first line says after `NAME:`.
part() {
    sed -n "1s/.*— $1: \(.*\) \*\/\$/\1/p" "$2" | sed 's/ — .*//'
}

programs() {
    for file in "$here/$1"/*.c; do
        name=$1/$(basename "$file" .c)
        wanted "$name" || continue
        lab=$(part lab "$file")
        lab=${lab:-mapf}
        take_in "$name" "$(part expect "$file")" "$lab" "$(part says "$file")"
        hand_in "$file" "$lab" >"$(folder "$name")/in/$lab.c"
        echo "$name"
    done
}

# stage NAME COMMAND... - in the folder handed in, the model answer being at
# ../../answer, in a folder named like its chapter.
stage() {
    name=stage/$1
    shift
    wanted "$name" || return 0
    take_in "$name" build-error
    (cd "$(folder "$name")/in" && "$@") || exit 2
    echo "$name"
}

stages() {
    answers=../../answer/02-mapped-files
    padded="cat $answers/mapf.c - >mapf.c" # the text alone would score
    stage link ln -s $answers/mapf.c mapf.c
    stage link-to-secret ln -s /etc/shadow mapf.c
    stage link-to-nothing ln -s nothing mapf.c
    stage link-to-device ln -s /dev/zero mapf.c
    stage folder-link ln -s $answers 02-mapped-files
    stage fifo mkfifo mapf.c
    stage folder mkdir mapf.c
    stage hard-link sh -c "cp $answers/mapf.c ../other && ln ../other mapf.c"
    head -c 307200 /dev/zero | tr '\0' '\n' | stage too-large sh -c "$padded"
    stage sparse truncate -s 1T mapf.c
    printf '\0' | stage nul sh -c "$padded"
    [ "$(id -u)" -eq 0 ] || stage unreadable install -m 0 $answers/mapf.c mapf.c
}

asked=$*
mkdir -p "$work/answer/02-mapped-files"
cp "$(answer_of mapf)" "$work/answer/02-mapped-files/mapf.c"

# The rest means something only if right code scores, and BREACH would be seen.
machine >"$work/before"
take_in model all
cp "$(answer_of mapf)" "$(folder model)/in/mapf.c"
grade_it model
if ! [ -s "$(folder model)/json" ]; then
    echo "not ok - hostile model: $(head -n 1 "$(folder model)/stderr")"
    exit 1
fi
if grep -q '"isolation": "none"' "$(folder model)/json"; then
    echo 'ok - hostile: skipped, this machine has no namespaces'
    exit 0
fi
# shellcheck disable=SC2046 # these are words
set -- $(numbers "$(folder model)/json")
checks=$6
take_in canary 'score 0'
{
    echo '#include <stdio.h>'
    echo '__attribute__((constructor)) static void c(void) { puts("BREACH"); }'
    cat "$(answer_of mapf)"
} >"$(folder canary)/in/mapf.c"
grade_it canary
if [ "$2" -eq "$4" ] && [ "$checks" -gt 0 ] &&
    fault "$(folder canary)" | grep -q BREACH && [ -z "$(leftovers)" ]; then
    echo "ok - hostile model: right code scores $2, a breach would be seen"
else
    echo 'not ok - hostile model: right code fails, a breach goes unseen, or' \
        "something is left behind: $(leftovers)"
    exit 1
fi

sources=$(programs source)
exploring=$(programs explore)
staged=$(stages)
running=$(programs run)
# shellcheck disable=SC2046,SC2086 # names are words
{
    set -- $(printf '%s\n' $running $exploring | grep '/wait-')
    [ $# -eq 0 ] || together "$@"
    in_pairs $(printf '%s\n' $running | grep -v '/wait-') $sources $staged
    in_fours $(printf '%s\n' $exploring | grep -v '/wait-')
}
exit $bad
