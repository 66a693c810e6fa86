#!/bin/sh
# schema_tests.sh - a result that breaks the published schema is refused
#
# Usage: sh grader/tests/unit/schema_tests.sh   from the top folder, after make
#
# A good result of every lab is accepted; spoiled in one place it is not, and
# the place is named.
set -u
out=build/tests/schema
failures=0
mkdir -p "$out"

say() { # say STATUS SENTENCE [REASON]
    if [ "$1" -eq 0 ]; then
        printf 'ok - %s\n' "$2"
    else
        printf 'not ok - %s\n' "$2${3:+: $3}"
        failures=1
    fi
}

check() {
    build/tests/schema_check grader/result.schema.json "$1" 2>&1
}

# refused SENTENCE PLACE SED-SCRIPT: the spoiled result is refused, at PLACE.
refused() {
    sed "$3" "$out/good.json" >"$out/spoiled.json"
    if cmp -s "$out/good.json" "$out/spoiled.json"; then
        say 1 "$1" "nothing was spoiled"
        return
    fi
    reason=$(check "$out/spoiled.json")
    status=$?
    case $status$reason in
    1*"$2"*) say 0 "$1" ;;
    *) say 1 "$1" "status $status, $reason" ;;
    esac
}

build/bin/grade --submission solutions --seed 7 --json "$out/good.json" \
    >"$out/grade.log" 2>&1
reason=$(check "$out/good.json")
say $? "the result of the solutions follows the schema" "$reason"
mkdir -p "$out/nothing"
build/bin/grade --submission "$out/nothing" --json "$out/nothing.json" \
    >"$out/grade.log" 2>&1
reason=$(check "$out/nothing.json")
say $? "the result of an empty hand-in follows the schema" "$reason"

refused "a result without its seed is refused" "/: missing: seed" \
    '/^  "seed"/d'
refused "a lab without its file is refused" "/labs/0: missing: file" \
    '/^      "file"/d'
refused "a check without its id is refused" "/checks/0: missing: id" \
    '/^          "id"/d'
refused "a check without its evidence is refused" "missing: evidence" \
    '/^          "evidence": {}/d'
refused "a title in one language is refused" "/title: missing: zh" \
    '/^            "zh"/d'
refused "a verdict that does not exist is refused" \
    "/checks/0/verdict: not one of the values allowed" \
    's/^\(          "verdict": \)"pass"/\1"passed"/'
refused "a check that is todo is refused" \
    "/checks/0/verdict: not one of the values allowed" \
    's/^\(          "verdict": \)"pass"/\1"todo"/'
refused "a lab that is skipped is refused" \
    "/labs/0/verdict: not one of the values allowed" \
    's/^\(      "verdict": \)"pass"/\1"skipped"/'
refused "an isolation that does not exist is refused" \
    "/isolation: not one of the values allowed" \
    's/^\(  "isolation": \)".*"/\1"some"/'
refused "a score that is a string is refused" \
    "/score: wrong type, expected integer" \
    's/^\(  "score": \)\([0-9]*\)/\1"\2"/'
refused "a score below zero is refused" "/checks/0/score: too small" \
    's/^\(          "score": \)/\1-/'
refused "a time that is no whole number is refused" \
    "/ms: wrong type, expected integer" \
    's/^\(          "ms": \)\([0-9]*\)/\1\2.5/'
refused "another version of the format is refused" \
    "/schema: not the one value allowed" 's/^  "schema": 1/  "schema": 2/'
refused "an id without its lab is refused" "/checks/0/id: does not match" \
    's/^\(          "id": "\)[a-z_]*\./\1/'
refused "a section without its chapter is refused" \
    "/section: does not match" 's/^\(          "section": "\)[^#]*/\1/'

exit $failures
