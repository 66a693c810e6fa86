#!/bin/sh
# determinism.sh - the same hand-in gives the same result, whatever the load
#
# Usage: sh grader/tests/determinism.sh [RUNS]   (default 5; 50 for a release)
# Grades the solutions and one partly wrong hand-in RUNS times with busy
# processes beside, each time as the whole result structure without its times,
# and without the order in which several processes were recorded ("traced" says
# so): that is the kernel's, and no verdict, message or line follows from it.
set -u
runs=${1:-5}
dir=$(mktemp -d)
hogs=
for _ in 1 2 3 4; do
    sh -c 'while :; do :; done' &
    hogs="$hogs $!"
done
# shellcheck disable=SC2086
trap 'kill $hogs 2>/dev/null; rm -rf "$dir"' EXIT

mkdir "$dir/wrong"
for lab in $(build/bin/grade --list | awk '{ print $1 }'); do
    first=$(find grader/wrong -path "*/$lab/[0-9]*" | sort -V | head -n 1)
    cp "$first" "$dir/wrong/$lab.c"
done

without_racing_traces() {
    awk '
        /^ *"traced": / { racing = 1 }
        racing && /^ *"trace": \[$/ {
            indent = $0
            sub(/".*/, "", indent)
            inside = 1
        }
        !inside { print }
        inside && index($0, indent "]") == 1 { inside = racing = 0 }'
}

graded() { # SUBMISSION NAME
    build/bin/grade --submission "$1" --json - |
        sed '/"ms":/d' | without_racing_traces >"$dir/$2.json"
}

failed=0
for submission in solutions "$dir/wrong"; do
    name=$(basename "$submission")
    different=0
    graded "$submission" first
    for _ in $(seq 2 "$runs"); do
        graded "$submission" again
        cmp -s "$dir/first.json" "$dir/again.json" && continue
        different=$((different + 1))
        cp "$dir/again.json" "$dir/other.json"
    done
    if [ -s "$dir/first.json" ] && [ "$different" -eq 0 ]; then
        echo "ok - $runs results of $name under load are equal"
    else
        echo "not ok - of $runs results of $name $different differ"
        diff -U 3 "$dir/first.json" "$dir/other.json" |
            head -n 40 | sed 's/^/# /'
        failed=1
    fi
done
exit "$failed"
