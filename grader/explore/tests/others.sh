#!/bin/sh
# others.sh - the same programs without the explorer: run plainly, under gcc's
# ThreadSanitizer, under valgrind's helgrind
#
# Usage: nice sh grader/explore/tests/others.sh [NAME...]
#        with names only their lines of the table are made anew
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

# tsan NAME - how many reports; "?" if it could not be run
tsan() {
    # shellcheck disable=SC2086
    if ! gcc $flags -fsanitize=thread -o "$out/$1.tsan" "$file" \
        2>"$out/$1.tsan.txt"; then
        echo "?"
        return
    fi
    TSAN_OPTIONS=detect_deadlocks=1 within 2 setarch -R "$out/$1.tsan" \
        >"$out/$1.tsan.txt" 2>&1
    if grep -q FATAL "$out/$1.tsan.txt"; then
        echo '?'
    else
        grep -c 'WARNING: ThreadSanitizer' "$out/$1.tsan.txt"
    fi
    rm -f /dev/shm/*
}

# helgrind NAME - how many reports, and how many of them are about something
# else than a post that another process made and helgrind did not see
helgrind() {
    limit=20
    if [ "$hung" -gt 0 ]; then
        limit=4
    fi
    timeout -k 1 $limit valgrind --tool=helgrind --trace-children=yes \
        --log-file="$out/$1.helgrind.%p" "$out/$1.plain" >/dev/null 2>&1 \
        </dev/null
    cat "$out/$1".helgrind.* >"$out/$1.helgrind"
    rm -f "$out/$1".helgrind.* /dev/shm/*
    if ! grep -q "ERROR SUMMARY" "$out/$1.helgrind"; then
        printf "?\t?"
        return
    fi
    # The sum at the end of a child repeats its parent's: count the reports.
    sed "s/^==[0-9]*== *//" "$out/$1.helgrind" |
        grep -E "^(Possible data race|Thread #[0-9]+)" |
        grep -v "is the program's root thread" >"$out/$1.reports"
    printf "%s\t%s" "$(grep -c . "$out/$1.reports")" \
        "$(grep -vc "succeeded .*without prior" "$out/$1.reports")"
}

one() {
    name=$(basename "$file" .c)
    kind=$(basename "$(dirname "$file")")
    plain "$name"
    tsan=$(tsan "$name")
    helgrind=$(helgrind "$name")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$kind" "$name" "$made" \
        "$wrong" "$hung" "$crashed" "$tsan" "$helgrind" >"$out/$name.row"
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
            if ($7 + 0 > 0) tsan[$1]++
            if ($8 == "?") nohel[$1]++
            if ($8 + 0 > 0) hel[$1]++
            if ($9 + 0 > 0) other[$1]++
        }
        END {
            for (k in n) {
                printf "%s: %d programs, %d plain runs, %d of them failed\n", \
                    k, n[k], made[k], failures[k]
                printf "  plain: %d never failed, %d sometimes, %d always\n", \
                    n[k] - some[k], some[k] - all[k], all[k]
                printf "  ThreadSanitizer reported in %d, could not run %d\n", \
                    tsan[k], notsan[k]
                printf "  helgrind reported in %d, in %d of them something else " \
                    "than an unseen post, could not run %d\n", hel[k], \
                    other[k], nohel[k]
            }
        }' build/tests/others.txt
}

if [ $# -eq 0 ]; then
    rm -rf $out
fi
mkdir -p $out
if [ $# -eq 0 ]; then
    find $programs -name '*.c' | sort >$out/files
else
    for name; do
        find $programs -name "$name.c"
    done >$out/files
fi
while read -r file; do
    one
done <$out/files
{
    printf 'kind\tprogram\truns\twrong\thung\tcrashed\ttsan'
    printf '\thelgrind\tnot a post\n'
    sort "$out"/*.row
} >build/tests/others.txt
summary
