#!/bin/sh
# hostile.sh - explore every attack of grader/explore/tests/hostile
#
# Usage: sh grader/explore/tests/hostile.sh [name...]
# From the top folder, after make. Another command: EXPLORE=path. Prints
# "ok - ..." and "not ok - ...".
#
# The first line of each says what must come of it: `exit: N` (or N|M) and
# `says: TEXT`, on standard output or standard error. The command must end by
# itself soon after --max-seconds, must not print what acts on a terminal, must
# say one line on standard error where it could not run (before it, what the
# compiler said), and must leave nothing behind: no process, no IPC object, no
# folder. See also grader/tests/hostile.sh.
set -u

explore=${EXPLORE:-build/bin/explore}
here=grader/explore/tests/hostile
shared=grader/tests/hostile
seconds=2 most=40
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

. grader/tests/machine.sh

# part NAME FILE - what its first line says after `NAME:`.
part() {
    sed -n "1s/.*— $1: \(.*\) \*\/\$/\1/p" "$2" | sed 's/ — .*//'
}

explore_it() {
    at=$work/$1
    mkdir -p "$at"
    cp "$here/$1.c" "$shared/raw.h" "$shared/in_explorer.h" \
        grader/explore/control.h "$at"
    timeout -k 5 $most "$explore" --lang en --max-seconds $seconds \
        --compiler gcc "$at/$1.c" >"$at/out" 2>"$at/err" </dev/null
    echo $? >"$at/status"
}

# Bytes that would act on a terminal.
active_bytes() {
    LC_ALL=C tr -d '\011\012\040-\176\200-\377' <"$1" | wc -c
}

# One reason why what came of $1 is wrong; nothing if it is right.
fault() {
    at=$work/$1
    status=$(cat "$at/status")
    says=$(part says "$here/$1.c")
    case "|$(part exit "$here/$1.c")|" in
    *"|$status|"*) ;;
    *) echo "exit status $status: $(head -n 1 "$at/err")" && return ;;
    esac
    if [ -n "$says" ] && ! grep -qF -e "$says" "$at/out" "$at/err"; then
        echo "does not say: $says"
    elif [ "$status" -eq 2 ] && [ "$(grep -c '^explore: ' "$at/err")" -ne 1 ]
    then
        echo 'it could not run, and does not say so in one line'
    elif [ "$status" -ne 2 ] && [ -s "$at/err" ]; then
        echo "it ran, and complains: $(head -n 1 "$at/err")"
    elif [ "$(cat "$at/out" "$at/err" | active_bytes /dev/stdin)" -ne 0 ]; then
        echo 'control characters in what it prints'
    fi
}

tell() {
    if [ -n "$2$3" ]; then
        bad=1
        echo "not ok - explore $1: $2${3:+ left behind by this group: $3}"
    else
        echo "ok - explore $1, nothing left behind"
    fi
}

# Explore the programs $@ at the same time, then look at the machine.
together() {
    machine >"$work/before"
    for name; do
        explore_it "$name" &
    done
    wait
    left=$(leftovers)
    for name; do
        tell "$name: exit $(cat "$work/$name/status")" "$(fault "$name")" \
            "$left"
    done
}

# ---- being interrupted -----------------------------------------------------

# From the first moment at which it is ready for signals (SIGINT is caught) ...
is_ready() {
    grep -q '^SigCgt:.*[2367abef]$' "/proc/$1/status" 2>/dev/null
}

# ... to the middle of an exploration.
is_exploring() {
    for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
        grep -q '/sub/explored' "/proc/$child/cmdline" 2>/dev/null &&
            return 0
    done
    return 1
}

# interrupt SIGNAL NUMBER MOMENT - a program that would take a minute.
interrupt() {
    machine >"$work/before"
    mkdir -p "$work/interrupted"
    cp "$here/naps.c" "$shared/raw.h" "$work/interrupted"
    "$explore" --max-seconds 60 "$work/interrupted/naps.c" \
        >"$work/interrupted/out" 2>&1 </dev/null &
    pid=$!
    until "$3" $pid || ! kill -0 $pid; do
        sleep 0.01
    done
    kill -s "$1" $pid
    wait $pid
    status=$?
    reason=
    [ $status -eq $((128 + $2)) ] || reason="exit status $status"
    tell "SIG$1 while it $3: exit $status" "$reason" "$(leftovers)"
}

asked=$*
names=
for file in "$here"/*.c; do
    name=$(basename "$file" .c)
    case " $asked " in
    '  ' | *" $name "*) names="$names $name" ;;
    esac
done
# shellcheck disable=SC2086 # names are words
set -- $names
while [ $# -gt 4 ]; do
    together "$1" "$2" "$3" "$4"
    shift 4
done
[ $# -eq 0 ] || together "$@"
if [ -z "$asked" ]; then
    interrupt INT 2 is_ready
    interrupt INT 2 is_exploring
    interrupt TERM 15 is_exploring
fi
exit $bad
