#!/bin/sh
# skeletons.sh - labs/ is what solutions/ generates, and fit to begin with
#
# Looks at the committed files, never at work in progress in labs/. Prints
# "ok - ..." and "not ok - ..."; exit status 1 if any line is not ok.
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
flags='-std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1'

say() { # STATUS TITLE
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        failed=1
    fi
}

if git rev-parse --verify -q HEAD >/dev/null 2>&1; then
    files=$(git ls-files 'solutions/*.c')
    show() { git show "HEAD:$1" 2>/dev/null; }
else
    files=$(find solutions -name '*.c' | sort)
    show() { cat "$1"; }
fi

for solution in $files; do
    name=${solution#solutions/}
    lab=$(basename "$name" .c)
    mkdir -p "$dir/$(dirname "$name")"
    show labs/lab_point.h >"$dir/lab_point.h"
    show "$solution" >"$dir/solution.c"
    show "labs/$name" >"$dir/$name"
    show "labs/${name%.c}.h" >"$dir/${name%.c}.h"

    awk -f grader/skeleton.awk "$dir/solution.c" >"$dir/generated.c"
    cmp -s "$dir/generated.c" "$dir/$name"
    say $? "labs/$name is what its solution generates"

    # shellcheck disable=SC2086
    gcc $flags -I"$dir" -c -o "$dir/out.o" "$dir/$name" 2>"$dir/messages"
    say $? "labs/$name compiles without a warning"

    grep -q TODO "$dir/$name"
    say $? "labs/$name says where to begin"

    ! grep -qE 'SOLUTION|//!' "$dir/$name"
    say $? "labs/$name holds nothing of the generator"

    printf '#include "%s.h"\n#include "%s.h"\n' "$lab" "$lab" \
        >"$dir/$(dirname "$name")/alone.c"
    # shellcheck disable=SC2086
    gcc $flags -I"$dir" -c -o "$dir/out.o" "$dir/$(dirname "$name")/alone.c" \
        2>"$dir/messages"
    say $? "labs/${name%.c}.h compiles alone, and twice"
done

# The generator refuses what would let an answer through.
refused() { # TITLE TEXT
    printf '%b' "$2" >"$dir/bad.c"
    ! awk -f grader/skeleton.awk "$dir/bad.c" >"$dir/bad.out" 2>&1
    say $? "skeleton.awk refuses $1"
}
begin='// SOLUTION BEGIN 1\n'
end='// SOLUTION END\n'
refused 'a region that never ends' "${begin}int x;\n"
refused 'a region inside a region' "$begin$begin$end$end"
refused 'an end without a beginning' "$end"
refused 'a //! outside of a region' "//! int x;\n${begin}int x;\n$end"

exit "$failed"
