#!/bin/sh
# output.sh - what the explorer prints is the record, and its JSON follows the
# schema
#
# Usage: sh grader/explore/tests/output.sh            compare, after make
#        sh grader/explore/tests/output.sh --accept   record what is printed now
#
# The records are in grader/explore/tests/golden/; look at their diff before
# they are committed. Only times are replaced: everything else is the same in
# every run and on every machine, with this compiler (PROGRAMS below avoid what
# compilers do differently).
set -u
export LC_ALL=C.UTF-8
unset LAB_LANG NO_COLOR

programs=grader/explore/tests/programs
golden=grader/explore/tests/golden
schema=grader/explore/explore.schema.json
out=build/tests/output
accept=
[ "${1:-}" = --accept ] && accept=1
failures=0

say() { # say STATUS SENTENCE [REASON]
    if [ "$1" -eq 0 ]; then
        printf 'ok - %s\n' "$2"
    else
        printf 'not ok - %s\n' "$2${3:+: $3}"
        failures=1
    fi
}

normalise() {
    sed -E 's/("ms": )[0-9]+/\1MS/'
}

# explore NAME OPTION...: one build, under the file's own name.
explore() {
    file=$(find $programs -name "$1.c")
    shift
    (cd "$(dirname "$file")" && ../../../../../build/bin/explore \
        --compiler gcc "$@" "$(basename "$file")" 2>&1)
}

compare() { # compare FILE SENTENCE
    normalise <"$out/$1" >"$out/$1.now"
    if [ "$accept" ]; then
        cp "$out/$1.now" "$golden/$1"
    fi
    diff -u "$golden/$1" "$out/$1.now" >"$out/$1.diff" 2>&1
    say $? "$2" "see $out/$1.diff; it begins: $(sed -n '4,$s/^[-+]/&/p' \
        "$out/$1.diff" | head -n 1)"
}

follows() { # follows FILE SENTENCE
    reason=$(build/tests/schema_check $schema "$1" 2>&1)
    say $? "$2" "$(echo "$reason" | head -n 1)"
}

rm -rf "$out"
mkdir -p "$out" "$golden"

# ---- records: two lanes, four lanes, a circle, and nothing wrong -------------

for name in lost-update-anon philosophers nobody-sets-it fetch-add; do
    explore $name --lang zh >"$out/$name.zh.txt"
    explore $name --lang en >"$out/$name.en.txt"
    explore $name --json - >"$out/$name.json"
    compare $name.zh.txt "$name: the Chinese text is the one on record"
    compare $name.en.txt "$name: the English text is the one on record"
    compare $name.json "$name: the JSON is the one on record"
done

# ---- the schema: every verdict -----------------------------------------------

while read -r verdict name; do
    explore "$name" --json - >"$out/$verdict.json"
    found=$(sed -n 's/^  "verdict": "\(.*\)",$/\1/p' "$out/$verdict.json")
    [ "$found" = "$verdict" ]
    say $? "$name is found as $verdict" "found as $found"
    follows "$out/$verdict.json" "a result that is $verdict follows the schema"
done <<'END'
ok fetch-add
race ring-relaxed
wrong-result lost-update-anon
deadlock abba
livelock nobody-sets-it
crash null-published-late
misuse left-behind-sem
END
explore private-loop --json - >"$out/stuck.json"
follows "$out/stuck.json" "a result that is stuck follows the schema"
grep -q '"kind": "stuck"' "$out/stuck.json"
say $? "who is stuck is told by a finding"
explore sem-after-munmap --lang en >"$out/called.txt"
grep -q '^sem-after-munmap.c:24:1: error: \[crash\]' "$out/called.txt"
say $? "a crash inside sem_destroy is put down to the line that called it"
explore lost-update-anon --replay 2:1 --json - >"$out/replay.json"
follows "$out/replay.json" "a replay follows the schema"

# refused SENTENCE PLACE SED-SCRIPT [OF]: the spoiled result is, at PLACE.
refused() {
    good=$out/${4:-wrong-result}.json
    sed "$3" "$good" >"$out/spoiled.json"
    if cmp -s "$good" "$out/spoiled.json"; then
        say 1 "$1" "nothing was spoiled"
        return
    fi
    reason=$(build/tests/schema_check $schema "$out/spoiled.json" 2>&1)
    case $?$reason in
    1*"$2"*) say 0 "$1" ;;
    *) say 1 "$1" "$(echo "$reason" | head -n 1)" ;;
    esac
}

for field in verdict executions exhaustive schedule compiler level; do
    refused "a result without $field is refused" "/: missing: $field" \
        "/^  \"$field\": /d"
done
refused "a result without findings is refused" "/: missing: findings" \
    's/^  "findings"/  "finding"/'
refused "a result without a timeline is refused" "/: missing: timeline" \
    's/^  "timeline"/  "time"/'
for verdict in wrong fail WRONG-RESULT ''; do
    refused "the verdict '$verdict' is refused" \
        "/verdict: not one of the values allowed" \
        "s/^  \"verdict\": \".*\"/  \"verdict\": \"$verdict\"/"
done
refused "a finding of another kind is refused" \
    "/findings/0/kind: not one of the values allowed" \
    's/^      "kind": ".*"/      "kind": "bad"/'
refused "a message in one language is refused" "/message: missing: zh" \
    '/^        "zh"/d'
refused "a place without its line is refused" \
    "/findings/0/where/0: does not match" \
    's/^\(        "[a-z.-]*\):[0-9]*"/\1"/'
refused "a path of this machine is refused" \
    "/findings/0/where/0: does not match" \
    's/^        "lost/        "\/tmp\/lost/'
refused "no execution at all is refused" "/executions: too small" \
    's/^\(  "executions": \)[0-9]*/\10/'
refused "a schedule that is none is refused" "/schedule: does not match" \
    's/^\(  "schedule": "[0-9]*\):[0-9]*"/\1"/'
refused "an entry without its process is refused" \
    "/timeline/0: missing: process" '/^      "process": /d'
refused "an operation that does not exist is refused" \
    "/op: not one of the values allowed" 's/"op": "read"/"op": "load"/'
refused "an entry in one language is refused" "/text: missing: en" \
    '/^        "en": "reads/d; s/^\(        "zh": "读.*"\),/\1/'
refused "a step below zero is refused" "/step: too small" \
    's/^\(      "step": \)/\1-/'
refused "a race that is false is refused" "/race: not the one value allowed" \
    's/"race": true/"race": false/'
refused "a circle of nothing is refused" "/circle: too small" \
    's/"circle": [0-9]*/"circle": 0/' livelock
refused "another compiler is refused" \
    "/compiler: not one of the values allowed" \
    's/"compiler": "gcc"/"compiler": "tcc"/'
refused "a time that is no whole number is refused" \
    "/ms: wrong type, expected integer" 's/^\(  "ms": [0-9]*\)/\1.5/'

exit $failures
