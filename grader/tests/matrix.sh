#!/bin/sh
# matrix.sh - the verdict matrix: what is right scores full, what is wrong is
# caught by the check it names, what nobody touched is todo
#
# Usage: sh grader/tests/matrix.sh          all programs, some at a time
#        sh grader/tests/matrix.sh one FILE one program of grader/wrong
# Prints one line a program: "ok - ..." or "not ok - ...". Leaves the matrix
# as a table in build/tests/matrix.txt. Exit status 1 if any line is not ok.
set -u
grade=build/bin/grade
out=build/tests/matrix

# The first line of a program: "/* wrong: ... caught by: ID */" or "/* ok: */".
intended() {
    sed -n '1s/.*caught by: \([a-z0-9_]*\.[a-z0-9_]*\) \*\/.*/\1/p' "$1"
}

# Grade FILE as its lab, TAP on standard output.
tap_of() {
    lab=$(basename "$(dirname "$1")")
    hand_in=$(mktemp -d "$out/hand-in.XXXXXX")
    cp "$1" "$hand_in/$lab.c"
    "$grade" --submission "$hand_in" --lab "$lab" --lang en --tap - \
        --json "$hand_in/result.json"
    cp "$hand_in/result.json" "$out/$lab-$(basename "$1" .c).json"
    rm -rf "$hand_in"
}

failing() {
    sed -n 's/^not ok [0-9]* - \([a-z0-9_.]*\) .*/\1/p'
}

verdict_of_lab() {
    sed -n '/"lab":/,/"checks":/s/^      "verdict": "\(.*\)",$/\1/p' "$1"
}

verdict_of_check() {
    sed -n "/\"id\": \"$1\"/,/\"verdict\":/s/^ *\"verdict\": \"\(.*\)\",$/\1/p" "$2"
}

one() {
    name=${1#grader/wrong/}
    wanted=$(intended "$1")
    failed=$(tap_of "$1" | failing | tr '\n' ' ')
    json=$out/$(basename "$(dirname "$1")")-$(basename "$1" .c).json
    case $(basename "$1") in
    ok-*)
        if [ "$(verdict_of_lab "$json")" = pass ]; then
            echo "ok - $name scores full"
        else
            echo "not ok - $name should score full, but failed: $failed"
        fi
        ;;
    *)
        caught=no
        case " $failed" in *" $wanted "*) caught=yes ;; esac
        printf '%s\t%s\t%s\t%s\n' "$name" "$wanted" "$caught" "$failed" \
            >"${json%.json}.row"
        if [ -z "$wanted" ]; then
            echo "not ok - $name does not say which check catches it"
        elif [ "$(verdict_of_lab "$json")" != fail ]; then
            # What does not build fails every check, and shows nothing.
            echo "not ok - $name is not graded: $(verdict_of_lab "$json")"
        elif [ "$(verdict_of_check "$wanted" "$json")" = grader-error ]; then
            echo "not ok - $name makes $wanted fail by itself"
        elif [ "$caught" = yes ]; then
            echo "ok - $name is caught by $wanted"
        else
            echo "not ok - $name was not caught by $wanted; failed: $failed"
        fi
        ;;
    esac
}

# A whole folder must have one verdict in every lab.
folder_is() {
    json=$out/$1.json
    "$grade" --submission "$2" --json "$json"
    labs=$("$grade" --list | wc -l)
    same=$(verdict_of_lab "$json" | grep -cx "$3")
    if [ "$labs" -gt 0 ] && [ "$labs" = "$same" ]; then
        echo "ok - all $labs labs of $2 are $3"
    else
        echo "not ok - of $labs labs in $2 only $same are $3"
    fi
}

# Every check must have a program that it catches.
every_check_is_needed() {
    "$grade" --submission build/skeletons --json "$out/ids.json" >/dev/null
    sed -n 's/^ *"id": "\(.*\)",$/\1/p' "$out/ids.json" | while read -r id; do
        if grep -rqs "caught by: $id \*/" grader/wrong; then
            echo "ok - some wrong program is meant for $id"
        else
            echo "not ok - no wrong program is meant for $id"
        fi
    done
}

if [ "${1:-}" = one ]; then
    mkdir -p "$out"
    one "$2"
    exit 0
fi

rm -rf "$out"
mkdir -p "$out"
{
    folder_is solutions solutions pass
    folder_is skeletons build/skeletons todo
    every_check_is_needed
    find grader/wrong -name '*.c' | sort |
        xargs -P $(($(nproc) + 2)) -n 1 sh grader/tests/matrix.sh one
} | grep -E '^(ok|not ok) - ' >"$out/lines"
sort "$out/lines"
{
    printf 'program\tintended check\tcaught\tfailing checks\n'
    cat "$out"/*.row
} | sort -V >build/tests/matrix.txt
! grep -q '^not ok' "$out/lines"
