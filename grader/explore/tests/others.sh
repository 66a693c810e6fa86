#!/bin/sh
# others.sh - the same programs without the explorer: run plainly, under gcc's
# ThreadSanitizer, under valgrind's helgrind
#
# Usage: nice sh grader/explore/tests/others.sh [NAME...]
# From the top folder. RUNS=1000 plain runs of each program; one run under each
# tool. Nothing passes or fails here: it is the comparison that the notes and
# the README quote. Leaves a table in build/tests/others.txt and what the tools
# said in build/tests/others/; prints a summary.
#
# A run that takes a second counts as hung, and after the second one no more
# are made: a program that hangs costs two seconds. Everything runs in IPC and
# mount namespaces of its own where the kernel allows that, so that what the
# wrong programs leave behind is in nobody's way.
set -u
programs=grader/explore/tests/programs
out=build/tests/others
runs=${RUNS:-1000}
flags='-std=gnu11 -D_GNU_SOURCE -g -O1 -pthread'

if [ -z "${OTHERS_INSIDE:-}" ]; then
    export OTHERS_INSIDE=yes
    if unshare --map-root-user --mount --ipc true 2>/dev/null; then
        exec unshare --map-root-user --mount --ipc sh "$0" "$@"
    fi
    echo "others: no namespaces here, names may collide" >&2
else
    mount -t tmpfs shm /dev/shm
fi

# within SECONDS COMMAND... - its whole process group ends with it
within() {
    limit=$1
    shift
    timeout -s KILL "$limit" "$@" </dev/null
}

# plain NAME - sets $made, $wrong, $hung, $crashed
plain() {
    made=0 wrong=0 hung=0 crashed=0
    # shellcheck disable=SC2086
    gcc $flags -o "$out/$1.plain" "$file" || return
    while [ $made -lt "$runs" ] && [ $hung -lt 2 ]; do
        within 1 "$out/$1.plain" >/dev/null 2>&1
        case $? in
        0) ;;
        137) hung=$((hung + 1)) ;;
        1) wrong=$((wrong + 1)) ;;
        *) crashed=$((crashed + 1)) ;;
        esac
        made=$((made + 1))
    done
    rm -f /dev/shm/*
}

# tsan NAME - how many reports; it must run, else "none could run"
tsan() {
    # shellcheck disable=SC2086
    gcc $flags -fsanitize=thread -o "$out/$1.tsan" "$file" 2>/dev/null ||
        return
    TSAN_OPTIONS=detect_deadlocks=1 within 2 setarch -R "$out/$1.tsan" \
        >"$out/$1.tsan.txt" 2>&1
    if grep -q FATAL "$out/$1.tsan.txt"; then
        echo '?'
    else
        grep -c 'WARNING: ThreadSanitizer' "$out/$1.tsan.txt"
    fi
    rm -f /dev/shm/*
}

# helgrind NAME - how many reports, each process counts its own
helgrind() {
    timeout -k 1 4 valgrind --tool=helgrind --trace-children=yes \
        --log-file="$out/$1.helgrind.%p" "$out/$1.plain" >/dev/null 2>&1 \
        </dev/null
    cat "$out/$1".helgrind.* >"$out/$1.helgrind"
    rm -f "$out/$1".helgrind.* /dev/shm/*
    if ! grep -q 'ERROR SUMMARY' "$out/$1.helgrind"; then
        echo '?'
        return
    fi
    # The children of a fork repeat the parent's sum at its end: take the
    # reports themselves. Each begins a paragraph after an empty line.
    sed 's/^==[0-9]*== *//' "$out/$1.helgrind" |
        grep -Ec '^(Possible data race|Thread #[0-9]+: |Thread #[0-9]+'"'"'s )'
}

one() {
    name=$(basename "$file" .c)
    kind=$(basename "$(dirname "$file")")
    plain "$name"
    tsan=$(tsan "$name")
    helgrind=$(helgrind "$name")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$kind" "$name" "$made" \
        "$wrong" "$hung" "$crashed" "$tsan" "$helgrind"
    rm -f "$out/$name.plain" "$out/$name.tsan"
}

# What a reader wants to know, for the wrong ones and the right ones.
summary() {
    awk -F '\t' '
        NR == 1 { next }
        {
            n[$1]++; made[$1] += $3; bad = $4 + $5 + $6
            failures[$1] += bad
            if (bad > 0) some[$1]++
            if (bad > 0 && bad == $3) all[$1]++
            if ($7 == "?") notsan[$1]++
            if ($7 > 0) tsan[$1]++
            if ($8 == "?") nohel[$1]++
            if ($8 > 0) hel[$1]++
        }
        END {
            for (k in n) {
                printf "%s: %d programs, %d plain runs, %d of them failed\n", \
                    k, n[k], made[k], failures[k]
                printf "  plain: %d never failed, %d sometimes, %d always\n", \
                    n[k] - some[k], some[k] - all[k], all[k]
                printf "  ThreadSanitizer reported in %d, could not run %d\n", \
                    tsan[k], notsan[k]
                printf "  helgrind reported in %d, could not run %d\n", \
                    hel[k], nohel[k]
            }
        }' build/tests/others.txt
}

rm -rf $out
mkdir -p $out
if [ $# -eq 0 ]; then
    find $programs -name '*.c' | sort >$out/files
else
    for name; do
        find $programs -name "$name.c"
    done >$out/files
fi
{
    printf 'kind\tprogram\truns\twrong\thung\tcrashed\ttsan\thelgrind\n'
    while read -r file; do
        one
    done <$out/files
} >build/tests/others.txt
summary
