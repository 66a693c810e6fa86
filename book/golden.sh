#!/bin/sh
# golden.sh check|record SLUG FILE - the committed output of one demo.
#
# check   compare a fresh run with chapters/SLUG/run/FILE; say what to do
# record  make the fresh run the committed one, if it really differs
#
# For FILE NAME.out chapters/SLUG/demos/NAME.mask, a sed script, hides what
# changes from run to run (process ids, addresses); for NAME.explore.out it is
# book/explore.mask. Both sides are masked, so the committed file keeps the
# numbers of a real run and readers see those.
set -eu

action=$1
slug=$2
file=$3
name=${file%.out}
golden=chapters/$slug/run/$file
fresh=build/run/$slug/$file
mask=chapters/$slug/demos/$name.mask
case $name in
*.explore) mask=book/explore.mask ;;
esac

masked() {
    if [ -f "$mask" ]; then sed -f "$mask" "$1"; else cat "$1"; fi
}

masked "$fresh" >"$fresh.new"
if [ -f "$golden" ]; then
    masked "$golden" >"$fresh.old"
fi

case $action in
check)
    if [ ! -f "$golden" ]; then
        echo "$golden does not exist: run \`make captures\` and read what" \
            "it recorded" >&2
        exit 1
    fi
    if ! diff -u --label "$golden (in the book)" \
        --label "chapters/$slug/demos/${name%%.*}.c (now)" \
        "$fresh.old" "$fresh.new" >&2; then
        echo "$golden: the demo prints something else now. If that is" \
            "wanted: make captures" >&2
        exit 1
    fi
    ;;
record)
    if [ -f "$golden" ] && cmp -s "$fresh.old" "$fresh.new"; then
        exit 0
    fi
    mkdir -p "chapters/$slug/run"
    cp "$fresh" "$golden"
    echo "recorded $golden"
    ;;
esac
