#!/bin/sh
# run-explore.sh SOURCE OUTPUT - what the schedule explorer says about a demo.
#
# For a demo SOURCE.c with SOURCE.explore beside it. The explorer sees a copy
# in an empty folder, so that no path of this machine can get into the book,
# and one build only, since clang may not be installed. explore.awk fits what
# it prints into the width of a listing. Lines of SOURCE.explore: `brief`, no
# timeline; `args ARG...`, one run with these arguments.
set -eu

source=$1
output=$2
options=${source%.c}.explore
explore=$PWD/build/bin/explore
fit=$PWD/book/explore.awk
limit=60 # seconds; a demo is small

rm -rf "$output.d"
mkdir -p "$output.d"
cp "$source" "$output.d/"
: >"$output.tmp"
brief=0
if grep -q '^brief$' "$options"; then
    brief=1
fi

# one_run [ARGUMENTS] - explore the program with these arguments
one_run() {
    status=0
    (
        cd "$output.d"
        # shellcheck disable=SC2086 # several words are several arguments
        exec timeout --kill-after=2 "$limit" "$explore" --lang en \
            --compiler gcc --level -O0 "${source##*/}" ${1:+-- $1} </dev/null
    ) >"$output.raw" 2>&1 || status=$?
    if [ "$status" -gt 1 ]; then
        cat "$output.raw" >&2
        echo "$source: the explorer could not run it" >&2
        exit 1
    fi
    awk -v brief="$brief" -f "$fit" "$output.raw" >>"$output.tmp"
}

if grep -q '^args ' "$options"; then
    sed -n 's/^args //p' "$options" | while read -r arguments; do
        [ ! -s "$output.tmp" ] || echo >>"$output.tmp"
        echo "\$ build/bin/explore ${source##*/} -- $arguments" >>"$output.tmp"
        one_run "$arguments"
    done
else
    one_run
fi
rm -rf "$output.d" "$output.raw"
mv "$output.tmp" "$output"
