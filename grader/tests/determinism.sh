#!/bin/sh
# determinism.sh - the same hand-in gives the same result, whatever the load
#
# Usage: sh grader/tests/determinism.sh [RUNS]   (default 5; 50 for a release)
# Grades the solutions and one partly wrong hand-in RUNS times, more at a time
# than there are processors, so that each is pushed about by others. Compared is the
# whole result structure without its times, and without the order in which
# several processes were recorded ("racing" says so): that is the kernel's, and
# no verdict, message or line follows from it.
set -u

without_racing_traces() {
    awk '
        /^ *"racing": / { racing = 1 }
        racing && /^ *"trace": \[$/ {
            indent = $0
            sub(/".*/, "", indent)
            inside = 1
        }
        !inside { print }
        inside && index($0, indent "]") == 1 { inside = racing = 0 }'
}

graded() { # SUBMISSION, result into SUBMISSION.NUMBER.json
    build/bin/grade --submission "${1%.*.json}" --json - |
        sed '/"ms":/d' | without_racing_traces >"$1"
}

# The first known-wrong program of each lab, as one hand-in.
wrong_hand_in() { # FOLDER
    mkdir "$1"
    for lab in $(build/bin/grade --list | awk '{ print $1 }'); do
        first=$(find grader/wrong -path "*/$lab/[0-9]*" | sort -V | head -n 1)
        cp "$first" "$1/$lab.c"
    done
}

compare() { # SUBMISSION: 0 if its results are equal, and there are some
    name=$(basename "$1")
    different=0
    for again in "$1".[0-9]*.json; do
        cmp -s "$1.1.json" "$again" && continue
        different=$((different + 1))
        other=$again
    done
    if [ -s "$1.1.json" ] && [ "$different" -eq 0 ]; then
        echo "ok - $runs results of $name under load are equal"
        return 0
    fi
    echo "not ok - of $runs results of $name $different differ"
    diff -U 3 "$1.1.json" "$other" | head -n 40 | sed 's/^/# /'
    return 1
}

if [ "${1:-}" = one ]; then
    graded "$2"
    exit 0
fi

runs=${1:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp -R solutions "$dir/solutions"
wrong_hand_in "$dir/wrong"
for i in $(seq "$runs"); do
    printf '%s\n' "$dir/solutions.$i.json" "$dir/wrong.$i.json"
done | xargs -P $(($(nproc) + 2)) -n 1 sh "$0" one

failed=0
compare "$dir/solutions" || failed=1
compare "$dir/wrong" || failed=1
exit "$failed"
