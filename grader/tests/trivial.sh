#!/bin/sh
# trivial.sh - nobody earns a point without having written anything
#
# Usage: sh grader/tests/trivial.sh
# Hands in every skeleton with one constant changed, so that it is no longer
# untouched: functions that always succeed, always fail, always say EINVAL.
set -u
grade=build/bin/grade
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

score() { # LAB
    "$grade" --submission "$dir" --lab "$1" --json - |
        sed -n 's/^  "score": \([0-9]*\),$/\1/p'
}

# TITLE, then a sed script that edits a skeleton
everyone() {
    for skeleton in build/skeletons/*/*.c; do
        lab=$(basename "$skeleton" .c)
        { sed "$2" "$skeleton"; echo 'int edited_by_a_student;'; } \
            >"$dir/$lab.c"
        points=$(score "$lab")
        if [ "$points" = 0 ]; then
            echo "ok - $lab $1 scores 0"
        else
            echo "not ok - $lab $1 scores ${points:-nothing at all}"
            failed=1
        fi
    done
}

everyone 'as it is' ''
everyone 'that always returns 0' 's/return -1;/return 0;/'
everyone 'that always returns 1' 's/return -1;/return 1;/'
everyone 'that always says EINVAL' 's/errno = ENOSYS;/errno = EINVAL;/'
exit "$failed"
