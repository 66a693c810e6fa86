#!/bin/sh
# sections.sh - every check sends its reader to a section that exists, in both
# languages, and says all it says in both
#
# Usage: sh grader/tests/sections.sh    Prints "ok - ..." and "not ok - ...".
set -u
json=$(mktemp)
trap 'rm -f "$json"' EXIT
failed=0

build/bin/grade --submission build/skeletons --json "$json" >/dev/null
sed -n 's/^ *"section": "\(.*\)",$/\1/p' "$json" | sort -u >"$json.sections"
while IFS='#' read -r chapter id; do
    for language in zh en; do
        if grep -q "{#$id}" "chapters/$chapter/notes.$language.md"; then
            echo "ok - chapters/$chapter/notes.$language.md has #$id"
        else
            echo "not ok - chapters/$chapter/notes.$language.md has no #$id"
            failed=1
        fi
    done
done <"$json.sections"
rm -f "$json.sections"

# Titles, hints and thoughts: no half of a pair may be empty.
empty=$(awk '
    /"(title|hint|think)": \{/ { inside = 1; what = $1 }
    inside && /"(zh|en)": ""/ { print what, $1 }
    /\}/ { inside = 0 }' "$json" | sort | uniq -c)
if [ -z "$empty" ]; then
    echo "ok - every title, hint and thought is there in both languages"
else
    echo "not ok - empty texts: $empty" | tr "\n" " "
    failed=1
fi
exit "$failed"
