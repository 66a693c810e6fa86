#!/bin/sh
# check-table.sh - is the table of this chapter what the kernel does?
#
# 中文：让 demos/table.c 去量内核，再与 table.tsv 和两份讲义里的答案表逐格比较。
# English: let demos/table.c measure the kernel, and compare cell by cell
#          with table.tsv and with the answer tables in both notes.
#
# Usage: check-table.sh PATH-OF-THE-BUILT-TABLE-DEMO
# Exit:  0 all cells agree, or the page size is not 4096; 1 a difference;
#        2 usage, or the demo could not be run
set -u

usage() {
    echo "usage: check-table.sh PATH-OF-THE-BUILT-TABLE-DEMO" >&2
    exit 2
}

if [ $# -ne 1 ] || [ ! -x "$1" ] || [ -d "$1" ]; then
    usage
fi
here=$(cd "$(dirname "$0")" && pwd) || exit 2
demo=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

mkdir "$work/run" || exit 2
if ! (cd "$work/run" && "$demo") >"$work/kernel.tsv"; then
    echo "check-table.sh: the demo failed" >&2
    exit 2
fi
if grep '^skip - ' "$work/kernel.tsv"; then
    exit 0
fi

# The answer table of a chapter: the last table with the offsets in its head
# inside the section {#table}; printed like table.tsv.
answers() {
    awk '
        /^#+ / { inside = /\{#table\}/ }
        !inside || !/^\|/ { next }
        /^\|[-: |]+$/ { next }
        {
            n = split($0, cell, "|")
            line = ""
            for (i = 2; i < n; i++) {
                gsub(/[ \t`*]/, "", cell[i])
                line = line (i > 2 ? "\t" : "") cell[i]
            }
        }
        / 16384 *\|/ { text = ""; }
        { text = text line "\n" }
        END { printf "%s", text }
    ' "$1"
}

# compare SOURCE TABLE - one line a difference, on standard output.  The
# kernel names the cells; extra rows and columns of TABLE count as well.
compare() {
    awk -F '\t' -v src="$1" '
        function fault(file, map, off, says, kernel) {
            printf "not ok - file %s map %s offset %s: ", file, map, off
            printf "notes say %s, kernel says %s (%s)\n", says, kernel, src
        }
        FNR == 1 { for (i = 3; i <= NF; i++) col[i] = $i; next }
        FNR == NR {
            for (i = 3; i <= NF; i++) {
                key = $1 SUBSEP $2 SUBSEP col[i]
                if (!(key in want)) order[++cells] = key
                want[key] = $i
            }
            next
        }
        {
            for (i = 3; i <= NF; i++) {
                key = $1 SUBSEP $2 SUBSEP col[i]
                if (key in want)
                    have[key] = $i == "" ? "nothing" : $i
                else
                    fault($1, $2, col[i], $i, "nothing")
            }
        }
        END {
            for (c = 1; c <= cells; c++) {
                key = order[c]
                says = key in have ? have[key] : "nothing"
                split(key, at, SUBSEP)
                if (says != want[key])
                    fault(at[1], at[2], at[3], says, want[key])
            }
        }
    ' "$work/kernel.tsv" "$2"
}

answers "$here/notes.zh.md" >"$work/zh.tsv" || exit 2
answers "$here/notes.en.md" >"$work/en.tsv" || exit 2
{
    compare table.tsv "$here/table.tsv"
    compare notes.zh.md "$work/zh.tsv"
    compare notes.en.md "$work/en.tsv"
} >"$work/differences" || exit 2

cells=$(awk -F '\t' 'NR > 1 { n += NF - 2 } END { print n + 0 }' \
    "$work/kernel.tsv")
if [ -s "$work/differences" ]; then
    cat "$work/differences"
    exit 1
fi
if [ "$cells" -ne 117 ]; then
    echo "not ok - the demo printed $cells cells, 117 expected"
    exit 1
fi
echo "ok - the table of the notes is what this kernel does ($cells cells)"
