#!/bin/sh
# facts.sh - ask this kernel every fact that the notes cite
#
# 中文：运行所有探针，列成一张表；讲义引用了、却没有探针的事实，另外指出来。
# English: run all probes and print one table; point out what the notes cite
#          and no probe asks.
#
# Usage: sh chapters/facts.sh [--tests] PROBE...    (see facts.mk)
#   PROBE is a built program build/facts/NN-slug/NAME; each runs in an empty
#   folder PROBE.d and prints `id <tab> HOLDS|DRIFT|SKIP <tab> what was seen`.
#   --tests prints "ok - ..." and "not ok - ..." instead of the table.
#   FACT_SLOW=1 asks also what takes half a minute.
# Exit:  0; 1 a fact drifted, a cited fact has no probe, or a probe failed;
#        2 usage
set -u

tests=
if [ "${1-}" = --tests ]; then
    tests=1
    shift
fi
if [ $# -eq 0 ]; then
    echo "usage: facts.sh [--tests] PROBE..." >&2
    exit 2
fi

here=$(dirname "$0")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
# A child that dies of a fault leaves no core file behind.
# shellcheck disable=SC3045 # not in POSIX, but dash and bash have it
ulimit -c 0
limit=20
[ -n "${FACT_SLOW-}" ] && limit=120

# ask PROBE - its lines, each with the name of the probe in front
ask() {
    rm -rf "$1.d"
    mkdir -p "$1.d" || exit 2
    program=$(cd "$(dirname "$1")" && pwd)/${1##*/}
    name=${1#build/facts/}
    (cd "$1.d" && exec timeout "$limit" "$program") \
        </dev/null >"$work/said" 2>"$work/complained"
    status=$?
    awk -v name="$name" '{ print name "\t" $0 }' "$work/said" >>"$work/lines"
    if [ "$status" -ne 0 ] || [ ! -s "$work/said" ]; then
        printf '%s\tended with status %d %s\n' "$name" "$status" \
            "$(head -n 1 "$work/complained")" >>"$work/failed"
    fi
}

: >"$work/lines"
: >"$work/failed"
for probe; do
    ask "$probe"
done

# Every id in a [C012 M003]{.fact} of the notes, with the file that cites it.
for notes in "$here"/*/notes.??.md; do
    [ -f "$notes" ] || continue
    tr '\n' ' ' <"$notes" | grep -o '\[[A-Z][A-Za-z0-9 ]*\]{\.fact}' |
        grep -o '[A-Z][0-9][0-9]*[a-z]*' | sort -u |
        while read -r id; do
            printf '%s\tchapters/%s\n' "$id" "${notes#"$here"/}"
        done
done >"$work/cited"

awk -F '\t' -v tests="$tests" '
    function bad(text) { print "not ok - " text; wrong++ }
    FILENAME ~ /\/lines$/ {
        if (NF != 4 || $3 !~ /^(HOLDS|DRIFT|SKIP)$/) {
            bad("probe " $1 " printed: " $2)
            next
        }
        if ($2 in asked)
            bad("fact " $2 ": asked by " asked[$2] " and by " $1)
        asked[$2] = $1
        count[$3]++
        if (!tests)
            printf "%-6s %-6s %s\n", $2, $3, $4
        else if ($3 == "HOLDS")
            print "ok - fact " $2 " holds"
        if ($3 == "DRIFT")
            bad("fact " $2 " has drifted: " $4 " (" $1 ".c)")
        next
    }
    FILENAME ~ /\/failed$/ { bad("probe " $1 " " $2); next }
    !($1 in asked) && !($1 in missed) {
        missed[$1] = 1
        bad("fact " $1 ": cited in " $2 " but no probe")
    }
    END {
        printf "%d held, %d drifted, %d skipped\n", count["HOLDS"],
            count["DRIFT"], count["SKIP"]
        exit wrong > 0
    }
' "$work/lines" "$work/failed" "$work/cited"
