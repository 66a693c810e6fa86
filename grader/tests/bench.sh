#!/bin/sh
# bench.sh - from an edit to a verdict, as a ratio to a bare compile and link
#
# Usage: sh grader/tests/bench.sh [LAB [FILE]]
# Grades the solution of LAB, or FILE as LAB, and compiles the same file with
# plain gcc, turn and turn about, and prints medians and their ratio. Never a
# test: only the ratio says anything, and only on a machine that has nothing
# else to do.
set -u
lab=${1:-mapf}
rounds=15
source=${2:-$(find solutions -name "$lab.c")}
include=labs/$(basename "$(dirname "$(find solutions -name "$lab.c")")")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp "$source" "$dir/$lab.c"

milliseconds() { # COMMAND...
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - begin) / 10000))
}

bare() {
    gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -fno-pie \
        -I"$include" -Ilabs -c -o "$dir/bare.o" "$dir/$lab.c" &&
        gcc -no-pie -pthread -o "$dir/bare" "build/drivers/$lab.o" \
            "$dir/bare.o"
}

front_door() {
    make --silent "$lab" SUBMISSION="$dir"
}

grader_alone() {
    build/bin/grade --submission "$dir" --lab "$lab"
}

median() {
    sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] / 100 }'
}

for _ in $(seq "$rounds"); do
    milliseconds bare >>"$dir/bare.ms"
    milliseconds front_door >>"$dir/door.ms"
    milliseconds grader_alone >>"$dir/grade.ms"
    milliseconds make --silent list >>"$dir/make.ms"
done

bare=$(median "$dir/bare.ms")
door=$(median "$dir/door.ms")
grade=$(median "$dir/grade.ms")
idle=$(median "$dir/make.ms")
echo "bare gcc, compile and link   $bare ms"
echo "make with nothing to do      $idle ms"
echo "build/bin/grade --lab $lab   $grade ms"
echo "make $lab                    $door ms"
awk -v d="$door" -v b="$bare" -v g="$grade" 'BEGIN {
    printf "edit to verdict: %.2f times a bare compile and link " \
        "(the grader alone: %.2f)\n", d / b, g / b }'
