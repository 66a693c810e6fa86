#!/bin/sh
# explore.sh - build a program for exploration
#
# Usage: [CC=gcc] [LEVEL=-O0] sh explore.sh TOOLS OUTPUT FLAGS KEEP FILE.c...
#   TOOLS   a folder with program.o (the explorer's runtime and main),
#           redefine_all (every call it takes over) and known_all (every
#           function it can follow)
#   FLAGS   more options for the compiler; KEEP: "-G name ...", the functions
#           of a lab, or nothing for a whole program
# Exit status: 3 it does not compile, 4 it does not link, 5 it calls something
# the explorer cannot follow ("FILE:LINE: name" on standard output).
#
# Why each flag:
#   -fsanitize=thread   a hook before every access to memory; ThreadSanitizer's
#                       own library is not linked, ours answers the hooks
#   -fno-builtin        or memcpy and strcpy would be inlined without hooks
#   -U, -D              the source must not notice, and cannot switch it off;
#                       what survives the preprocessor all the same is refused
#   -fno-pie            an address names a line
set -u
tools=$1
output=$2
flags=$3
keep=$4
shift 4
cc=${CC:-gcc}
level=${LEVEL:--O0}

case $cc in
*clang*)
    hooks="-mllvm -tsan-instrument-read-before-write=1 \
        -mllvm -tsan-distinguish-volatile=1 \
        -mllvm -tsan-instrument-func-entry-exit=0"
    ;;
*)
    hooks="--param tsan-distinguish-volatile=1 \
        --param tsan-instrument-func-entry-exit=0 -U__SANITIZE_THREAD__"
    ;;
esac

# What keeps the compiler from putting in a hook.
switches='no_sanitize\|disable_sanitizer'

compile() {
    # shellcheck disable=SC2086 # lists of options
    $cc -std=gnu11 -D_GNU_SOURCE -U_FORTIFY_SOURCE -Wall -g "$level" \
        -fno-pie -fno-builtin -fno-omit-frame-pointer -fsanitize=thread $hooks \
        -fdiagnostics-color=never \
        '-Dno_sanitize(...)=' -Dno_sanitize_thread= '-D__no_sanitize__(...)=' \
        -D__no_sanitize_thread__= $flags "$@"
}

# refuse NAME FILE... - "FILE:LINE: NAME", of a call if there is one: a comment
# may speak of it before.
refuse() {
    name=$1
    shift
    for how in "\\<$name *(" "\\<$name\\>"; do
        line=$(grep -n -e "$how" "$@" /dev/null | head -n 1 | cut -d: -f1,2)
        [ -z "$line" ] || break
    done
    echo "${line:-$1:1}: $name"
}

objects=
for source; do
    object=$(basename "$source" .c)$level.x.o
    compile -c -o "$object" "$source" || exit 3
    if compile -E "$source" 2>/dev/null | grep -q "$switches"; then
        refuse no_sanitize "$source"
        exit 5
    fi
    objects="$objects $object"
done

# Called and defined nowhere here, and nothing the explorer knows either.
# shellcheck disable=SC2086
{
    nm -u $objects | sed -n 's/^ *[Uvw] //p' | grep -v '^__tsan_' | sort -u
} >"$output.used"
# shellcheck disable=SC2086
nm -g --defined-only $objects | sed -n 's/^[0-9a-f]* . //p' >"$output.own"
{
    grep -vxF -f "$tools/known_all" "$output.used" |
        grep -vxF -f "$output.own"
    # The hooks are ours, and so are the calls that we take over.
    # shellcheck disable=SC2086
    nm --defined-only $objects |
        sed -n 's/^[0-9a-f]* . \(__tsan_.*\|explored_.*\)$/\1/p'
} >"$output.unknown"
if [ -s "$output.unknown" ]; then
    while read -r name; do
        refuse "$name" "$@"
    done <"$output.unknown"
    exit 5
fi

for object in $objects; do
    # shellcheck disable=SC2086
    objcopy --redefine-syms="$tools/redefine_all" $keep "$object" || exit 4
done
# Linked statically: a small process is forked thousands of times.
# shellcheck disable=SC2086
gcc -static -no-pie -o "$output" "$tools/program.o" $objects -pthread -lrt || exit 4
