#!/bin/sh
# isolation.sh - where the kernel refuses namespaces the grader says so, goes
# on with one's own code, and refuses other people's
#
# Usage: sh grader/tests/isolation.sh    Prints "ok - ..." and "not ok - ...".
set -u
grade=build/bin/grade
bare=build/tests/no_namespaces
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

check() { # TITLE, then a command
    title=$1
    shift
    if "$@"; then
        echo "ok - $title"
    else
        echo "not ok - $title"
        failed=1
    fi
}

json_says() {
    grep -q "^  \"$1\": \"$2\",\$" "$dir/result.json"
}

# What needs a mount of its own cannot be shown here, and says so; what builds
# on that is skipped.
no_check_fails() {
    verdicts=$(sed -n 's/^          "verdict": "\(.*\)",$/\1/p' "$dir/result.json")
    [ -n "$verdicts" ] &&
        ! echo "$verdicts" | grep -qvx -e pass -e unsupported -e skipped
}

status_is() { # STATUS COMMAND...
    want=$1
    shift
    "$@" >"$dir/out" 2>"$dir/err"
    [ $? -eq "$want" ]
}

one_line_with() {
    [ "$(wc -l <"$dir/err")" -eq 1 ] && grep -q -- "$1" "$dir/err"
}

cp solutions/*/*.c "$dir"

check "with namespaces a stranger's code is graded, isolation no-cgroup" \
    status_is 0 "$grade" --submission "$dir" --json "$dir/result.json"
check "and the result says which walls there were" \
    json_says isolation no-cgroup

check "without namespaces one's own course is graded, one check cannot be" \
    status_is 1 "$bare" "$grade" --submission solutions \
    --json "$dir/result.json"
check "and the result says that there were no walls" \
    json_says isolation none
check "and no check of the solutions fails" no_check_fails

check "without namespaces a stranger's code is refused with status 2" \
    status_is 2 "$bare" "$grade" --submission "$dir" --lang en
check "and one line says how to go on" one_line_with --i-trust-this-code
check "in Chinese too" \
    status_is 2 "$bare" "$grade" --submission "$dir" --lang zh
check "with one line as well" one_line_with '命名空间'
check "with --i-trust-this-code it is graded" \
    status_is 1 "$bare" "$grade" --submission "$dir" --i-trust-this-code

exit "$failed"
