#!/bin/sh
# run-schedule.sh SOURCE OUTPUT - one bad schedule of a demo, for the player.
#
# For a demo SOURCE.c whose SOURCE.explore has a line `player ARG...`: the
# explorer runs it with these arguments, and schedule.awk keeps of its JSON
# what a page shows. As in run-explore.sh, it sees a copy in an empty folder
# and makes one build.
set -eu

source=$1
output=$2
options=${source%.c}.explore
explore=$PWD/build/bin/explore
limit=60 # seconds; a demo is small

rm -rf "$output.d"
mkdir -p "$output.d"
cp "$source" "$output.d/"
arguments=$(sed -n 's/^player *//p' "$options" | head -n 1)
status=0
(
    cd "$output.d"
    # shellcheck disable=SC2086 # several words are several arguments
    exec timeout --kill-after=2 "$limit" "$explore" --lang en --compiler gcc \
        --level -O0 --json - "${source##*/}" ${arguments:+-- $arguments} \
        </dev/null
) >"$output.raw" 2>"$output.err" || status=$?
if [ "$status" -gt 1 ]; then
    cat "$output.err" >&2
    echo "$source: the explorer could not run it" >&2
    exit 1
fi
if ! awk -f book/schedule.awk "$output.raw" >"$output.tmp"; then
    echo "$source: a player needs a schedule that goes wrong; take \`player\`" \
        "out of $options" >&2
    exit 1
fi
rm -rf "$output.d" "$output.raw" "$output.err"
mv "$output.tmp" "$output"
