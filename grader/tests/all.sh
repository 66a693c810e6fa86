#!/bin/sh
# all.sh - run test suites, count their lines, say what failed
#
# Usage: sh grader/tests/all.sh NAME=COMMAND...
# A suite prints "ok - sentence" and "not ok - sentence" lines. A suite that
# exits with a status other than 0 without a "not ok" line, or prints no line
# at all, counts as one failure. Lines that begin with "# " after a
# "not ok" line say more about it. The last line is "N passed, N failed".
set -u
# A suite that calls make is a user who types it.
unset MAKEFLAGS MAKELEVEL MFLAGS
out=build/tests
mkdir -p "$out"
passed=0
failed=0
: >"$out/seconds.txt"

for suite; do
    name=${suite%%=*}
    log=$out/$name.log
    began=$(date +%s)
    sh -c "${suite#*=}" >"$log" 2>&1 </dev/null
    status=$?
    ended=$(date +%s)
    printf "%s\t%d\n" "$name" $((ended - began)) >>"$out/seconds.txt"
    good=$(grep -c '^ok - ' "$log")
    bad=$(grep -c '^not ok - ' "$log")
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
        bad=1
        echo "not ok - suite $name ended with status $status; it said:"
        tail -n 15 "$log"
    fi
    awk '/^(ok|not ok) - / { bad = /^not/ } bad && /^(not ok - |# )/' "$log"
    printf '%-12s %4d passed, %d failed\n' "$name" "$good" "$bad"
    passed=$((passed + good))
    failed=$((failed + bad))
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
