#!/bin/sh
# frontdoor.sh - what people type first gives them what they need
#
# Usage: sh grader/tests/frontdoor.sh   from the top folder
#
# Works in a copy of the course, made as a student would have it: nothing is
# built, no lab is begun. One test after the other, in the order of a first
# afternoon. Messages are judged by their lines on a terminal.
#
# shellcheck disable=SC2317 # conditions are called by name, through check
set -u
unset LAB_LANG LC_ALL LC_MESSAGES LANG MAKEFLAGS MAKELEVEL MFLAGS
unset SUBMISSION LAB CHAPTER SEED LANGUAGE

copy=$(mktemp -d /tmp/frontdoor-XXXXXX) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$copy"
tar --exclude=./.git --exclude=./build -cf - . | (cd "$copy" && tar -xf -) ||
    exit 1
cd "$copy" || exit 1

mapf=labs/02-mapped-files/mapf.c
begun=$copy/begun # a hand-in that does not compile
out=$copy/out
err=$copy/err
failures=0
status=0

say() { # say STATUS SENTENCE [REASON]
    if [ "$1" -eq 0 ]; then
        printf 'ok - %s\n' "$2"
    else
        printf 'not ok - %s\n' "$2${3:+: $3}"
        failures=1
    fi
}

# run COMMAND...: what it prints goes to $out and $err. The limit is there only
# so that a command which waits for ever is a failed test and not a hung one.
run() {
    timeout -k 5 300 "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# in_zh COMMAND...
in_zh() {
    run env LAB_LANG=zh "$@"
}

# check SENTENCE CONDITION...: else the first line printed is the reason.
check() {
    sentence=$1
    shift
    "$@"
    say $? "$sentence" \
        "status $status; $(cat "$err" "$out" | head -n 1 | cut -c 1-160)"
}

status_is() {
    [ "$status" -eq "$1" ]
}

lines() { # lines FILE PATTERN: how many match
    grep -cE -e "$2" "$1"
}

printed() { # printed PATTERN: on standard output
    grep -qE -e "$1" "$out"
}

# Standard error is one line that matches, besides make's own last one.
one_line() {
    [ "$(grep -vcE '^make(\[[0-9]+\])?: ' "$err")" -eq 1 ] &&
        [ "$(lines "$err" '^make(\[[0-9]+\])?: ')" -le 1 ] &&
        grep -qE -e "$1" "$err"
}

nothing_printed() {
    [ ! -s "$out" ]
}

all_todo() { # all_todo WORD: as many todo lines as there are labs
    [ "$labs" -gt 0 ] && [ "$(lines "$out" "0/[0-9]+ +$1\$")" -eq "$labs" ]
}

# A fingerprint of a folder: names, bytes, times.
state_of() {
    find "$@" -printf '%p %s %T@ %m\n' | sort
    find "$@" -type f -exec cksum {} + | sort
}

# ---- first steps -------------------------------------------------------------

run env LANG=C make
check "make exits with 0 in a fresh copy" status_is 0
build/bin/grade --list >list
labs=$(wc -l <list)
check "make list and the files agree how many labs there are" \
    [ "$labs" -eq "$(find grader/checks -name '*_checks.c' | wc -l)" ]
check "make shows every lab as todo" all_todo todo
check "make shows one next step" [ "$(lines "$out" '^Next: ')" -eq 1 ]
check "the next step names a file that is there, and a command" \
    [ -f "$(sed -n 's/^Next: open \(.*\.c\), find TODO.* run: make [a-z_]*$/\1/p' \
        "$out")" ]
check "make prints no complaint" [ ! -s "$err" ]

in_zh make
check "LAB_LANG=zh make exits with 0" status_is 0
check "LAB_LANG=zh make shows every lab as 未做" all_todo 未做
check "LAB_LANG=zh make shows one next step" \
    [ "$(lines "$out" '^下一步：')" -eq 1 ]
run env LANG=zh_CN.UTF-8 make
check "a Chinese locale alone gives Chinese" all_todo 未做

find build -type f -printf '%p %T@\n' | sort >before
run make
find build -type f -printf '%p %T@\n' | sort >after
check "a second make rebuilds nothing" cmp -s before after
run make -n
check "and make -n prints no compiler" [ "$(lines "$out" 'gcc|ld -r')" -eq 0 ]

run make help
check "make help exits with 0" status_is 0
for person in student reader instructor author; do
    check "make help has something for the $person" printed "^$person\$"
done
check "make help explains make mapf" printed '^  make mapf  +[a-z]'

run make list
check "make list names every lab" [ "$(lines "$out" '^[a-z]')" -eq "$labs" ]

# ---- slips -------------------------------------------------------------------

run make mpaf
check "make mpaf fails" [ "$status" -ne 0 ]
check "make mpaf says mapf, in one line" one_line 'did you mean mapf\?$'
in_zh make mpaf
check "LAB_LANG=zh make mpaf says mapf, in one line" one_line '是不是想说 mapf？$'
run make qqqqqqqq
check "make with a name like none points at make list, in one line" \
    one_line 'make list'
run make "$(printf 'q%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)"
check "so does make with a very long name" one_line 'make list'

run make grade LAB=mapf SUBMISSION=/nonexistent
check "a folder that is not there is named, in one line" \
    one_line '/nonexistent.*SUBMISSION='
in_zh make grade LAB=mapf SUBMISSION=/nonexistent
check "a folder that is not there is named in Chinese, in one line" \
    one_line '打不开目录 /nonexistent'
run make grade CHAPTER=99
check "a chapter that is not there is named, in one line" one_line '"99"'

mv solutions/02-mapped-files/mapf.c kept-solution.c
rm build/skeletons/02-mapped-files/mapf.c
run make mpaf
check "a missing source file is named, not searched for ever" \
    grep -q 'solutions/02-mapped-files/mapf\.c\|skeletons.*mapf\.c' "$err"
check "and make stops at once" [ "$(wc -l <"$err")" -le 4 ]
mv kept-solution.c solutions/02-mapped-files/mapf.c

# ---- a lab -------------------------------------------------------------------

state_of labs >before
run make mapf
state_of labs >after
check "make mapf of a lab not begun fails" [ "$status" -ne 0 ]
check "and says where to begin" \
    printed "Not begun yet\. Open $mapf, find TODO"
check "and writes nothing into labs/" cmp -s before after

cp "$mapf" kept.c
{
    echo '/* my own words */'
    sed 's/^    /\t/' kept.c
} >"$mapf"
run make mapf
check "a lab is still todo when only comments and blanks differ" \
    printed 'Not begun yet'

sed 's/errno = ENOSYS;/errno = no_such_name_here;/' kept.c >"$mapf"
state_of labs >before
run make mapf
state_of labs >after
check "a lab that does not compile fails" [ "$status" -ne 0 ]
check "gcc names the student's own path and line" \
    printed "^$mapf:[0-9]+:[0-9]+: error: .*no_such_name_here"
check "no folder of ours shows" [ "$(lines "$out" '/submission|/tmp/')" -eq 0 ]
check "make adds one line and no stack of makes" \
    [ "$(wc -l <"$err")" -eq 1 ]
check "compiling writes nothing into labs/" cmp -s before after
run make
check "the map goes on when a lab does not compile" status_is 0
check "and shows that lab as not building" \
    printed '^ .*mapf .*0/[0-9]+ +does not build$'

mkdir begun
cp "$mapf" begun/mapf.c
run build/bin/grade --lab mapf --submission "$begun"
check "a submission elsewhere is named by its path in gcc's line" \
    printed "^$begun/mapf\.c:[0-9]+:[0-9]+: error:"

cp solutions/02-mapped-files/mapf.c "$mapf"
state_of labs >before
run make mapf
state_of labs >after
check "make mapf of a right answer exits with 0" status_is 0
check "grading it writes nothing into labs/" cmp -s before after
cp kept.c "$mapf"

# ---- files one cannot take in ------------------------------------------------

chmod 000 begun/mapf.c
if [ "$(id -u)" = 0 ]; then # root can read everything
    chmod 755 begun
    run setpriv --reuid=12345 --regid=12345 --clear-groups \
        build/bin/grade --lab mapf --submission "$begun" --lang en
else
    run build/bin/grade --lab mapf --submission "$begun" --lang en
fi
check "a file one may not read exits with 1" status_is 1
check "and says so" printed "^$begun/mapf\.c: cannot be read"
rm -f begun/mapf.c
ln -s ../solutions/02-mapped-files/mapf.c begun/mapf.c
run build/bin/grade --lab mapf --submission "$begun" --lang en
check "a link to the answer exits with 1" status_is 1
check "and is called a symbolic link" \
    printed "^$begun/mapf\.c: is a symbolic link"

# ---- the command itself ------------------------------------------------------

run build/bin/grade --version
check "grade --version prints a version and exits with 0" \
    eval 'status_is 0 && printed "^[0-9]+\.[0-9]+\.[0-9]+$"'
run build/bin/grade --help
check "grade --help exits with 0 and tells the exit statuses" \
    eval 'status_is 0 && printed "^Exit status: 0"'
in_zh build/bin/grade --help
check "grade --help speaks Chinese" printed '^退出状态：0'

for seed in x -1 7x '' 99999999999; do
    run build/bin/grade --seed "$seed" --submission solutions
    check "--seed '$seed' is refused with 2, in one line" \
        eval 'status_is 2 && one_line "^grade: --seed takes" && nothing_printed'
done
run build/bin/grade --lang fr
check "--lang fr is refused with 2, in one line" \
    eval 'status_is 2 && one_line "\"fr\"" && nothing_printed'
run build/bin/grade --nonsense
check "an unknown option is refused with 2, in one line" \
    eval 'status_is 2 && one_line "nonsense" && nothing_printed'
run build/bin/grade mapf
check "a lab without --lab is refused with 2 and told how" \
    eval 'status_is 2 && one_line "\-\-lab" && nothing_printed'
run build/bin/grade --lab mpaf
check "a lab that does not exist is refused with 2" \
    eval 'status_is 2 && one_line "mapf" && nothing_printed'
run build/bin/grade --lab mapf --json /nonexistent/result.json
check "a report that cannot be written is refused with 2, in one line" \
    eval 'status_is 2 && one_line "/nonexistent/result\.json"'

run build/bin/grade --lab mapf --submission solutions --seed 7
check "exit status 0: every check passed" status_is 0
run build/bin/grade --lab mapf --submission labs --seed 7
check "exit status 1: something did not pass" status_is 1
run build/bin/grade --submission solutions --lab mapf --lab mapf --seed 7
check "a lab named twice is graded once" [ "$(lines "$out" '^mapf ')" -eq 1 ]

(cd labs/02-mapped-files && run ../../build/bin/grade --lab mapf --lang en &&
    printed 'Not begun yet')
say $? "grade finds the course from any folder"

run make clean
check "make clean leaves no build/" [ ! -e build ]

exit $failures
