#!/bin/sh
# run-demo.sh PROGRAM OUTPUT - run one demo the same way every time.
#
# The demo starts in an empty folder of its own, PROGRAM.d, as ../NAME (so
# that no path of this machine can get into the book), with nothing to read
# and both outputs in one file, and with no descriptor of whoever runs make. How
# it ended is the last line, unless it ended well: a demo may crash on purpose,
# and that is then part of the page.
set -eu

program=$1
output=$2
limit=20 # seconds; a demo that waits longer waits for ever

rm -rf "$program.d"
mkdir -p "$program.d" "$(dirname "$output")"

# A crash is expected here and leaves nothing behind: no core file.
# shellcheck disable=SC3045 # not in POSIX, but dash and bash have it
ulimit -c 0

# The middle shell stays to say how the demo ended; what it has to say about a
# killed child goes to /dev/null. timeout ends by the signal that ended its
# child.
status=0
(
    (
        here=$PWD
        cd "$program.d"
        export LC_ALL=C.UTF-8
        exec timeout --kill-after=2 "$limit" "../${program##*/}" \
            </dev/null >"$here/$output.tmp" 2>&1 \
            3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
    ) || exit $?
) 2>/dev/null || status=$?

if [ "$status" -eq 124 ]; then
    echo "${program#build/}: no end after $limit seconds" >&2
    exit 1
elif [ "$status" -gt 128 ]; then
    echo "[killed by SIG$(kill -l $((status - 128)))]" >>"$output.tmp"
elif [ "$status" -ne 0 ]; then
    echo "[exit status $status]" >>"$output.tmp"
fi
mv "$output.tmp" "$output"
