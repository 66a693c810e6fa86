#!/bin/sh
# run-explore.sh SOURCE OUTPUT - what the schedule explorer says about a demo.
#
# For a demo SOURCE.c with SOURCE.explore beside it. The explorer sees a copy
# in an empty folder, so that no path of this machine can get into the book,
# and one build only, since clang may not be installed. explore.awk fits what
# it prints into the width of a listing; with the word `brief` in
# SOURCE.explore it leaves the timeline out.
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
status=0
(
    cd "$output.d"
    exec timeout --kill-after=2 "$limit" "$explore" --lang en \
        --compiler gcc --level -O0 "${source##*/}" </dev/null
) >"$output.raw" 2>&1 || status=$?
if [ "$status" -gt 1 ]; then
    cat "$output.raw" >&2
    echo "$source: the explorer could not run it" >&2
    exit 1
fi
brief=0
if grep -q '^brief$' "$options"; then
    brief=1
fi
awk -v brief="$brief" -f "$fit" "$output.raw" >"$output.tmp"
rm -rf "$output.d" "$output.raw"
mv "$output.tmp" "$output"
