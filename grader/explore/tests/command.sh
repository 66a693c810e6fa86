#!/bin/sh
# command.sh - the explore command, as those who type it meet it
#
# Usage: sh grader/explore/tests/command.sh   from the top folder, after make
#
# Works in a copy of what the command needs, in a folder that every user may
# enter. Prints "ok - ..." or "not ok - ..." lines; exit status 1 if any is not
# ok. A message is judged by its lines on a terminal.
#
# shellcheck disable=SC2317 # conditions are called by name, through check
set -u
unset LAB_LANG LC_ALL LC_MESSAGES LANG NO_COLOR MAKEFLAGS MAKELEVEL MFLAGS
unset FILE LANGUAGE

top=$PWD
copy=$(mktemp -d /tmp/explore-command-XXXXXX) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$copy"
for file in build/bin/explore build/explore/program.o \
    build/gen/program_redefine build/gen/explored_known \
    grader/explore/explore.sh labs/lab_point.h; do
    mkdir -p "$copy/$(dirname "$file")"
    cp "$top/$file" "$copy/$file" || exit 1
done
mkdir -m 755 "$copy/my"
cd "$copy/my" || exit 1
explore=../build/bin/explore
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

# run COMMAND...: what it prints goes to $out and $err, at most a minute.
run() {
    timeout -k 5 60 "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# once ARGUMENT...: explore, in one build only, which is faster.
once() {
    run $explore --compiler gcc "$@"
}

in_zh() {
    run env LAB_LANG=zh $explore --compiler gcc "$@"
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

printed() { # printed PATTERN: on standard output
    grep -qE -e "$1" "$out"
}

complained() { # complained PATTERN: on standard error
    grep -qE -e "$1" "$err"
}

# refused PATTERN: status 2, nothing on standard output, one line of complaint.
refused() {
    status_is 2 && [ ! -s "$out" ] && [ "$(wc -l <"$err")" -eq 1 ] &&
        grep -qE -e "^explore: .*$1" "$err"
}

# The same, after lines that an editor understands.
refused_after() {
    status_is 2 && [ ! -s "$out" ] && tail -n 1 "$err" | grep -qE "^explore: $1"
}

# Its terminal is a file: what is written to it, is the typescript.
on_a_terminal() {
    timeout -k 5 60 script -qec "$1" "$out" >/dev/null 2>&1 </dev/null
    status=$?
}

has_escapes() {
    LC_ALL=C grep -q "$(printf '\033')" "$out"
}

# value FIELD FILE: of the result itself.
value() {
    sed -n "s/^  \"$1\": *\"*\([^\"]*\)\"*/\1/p" "$2" | sed 's/,$//'
}

# ---- the programs ------------------------------------------------------------

begin='#include <stdio.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static void *shared(void)
{
    void *p = mmap(NULL, 64, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        exit(2);
    return p;
}
'
{
    echo "$begin"
    cat <<'END'
int main(void)
{
    int *n = shared();
    pid_t pid = fork();

    if (pid == -1)
        return 2;
    ++*n;
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        return 2;
    return *n != 2;
}
END
} >lost.c
sed -e 's/int \*n/_Atomic int *n/' lost.c >right.c
sed -e 's/return \*n != 2/return m != 2/' lost.c >broken.c
{
    echo '#include <pthread.h>'
    cat <<'END'
static void *nothing(void *p)
{
    return p;
}
int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, nothing, NULL) || pthread_join(t, NULL);
}
END
} >threads.c
printf 'int main(void)\n{\n    extern int compute(int);\n    return %s;\n}\n' \
    'compute(1)' >whole.c
echo 'int compute(int n) { return n - 1; }' >part.c
printf '#include "part.h"\nint main(void) { return ZERO; }\n' >header.c
echo '#define ZERO 0' >part.h
printf '#include "elsewhere.h"\nint main(void) { return 0; }\n' >missing.c
cat >arguments.c <<'END'
#include <string.h>
int main(int argc, char **argv)
{
    return !(argc == 4 && strcmp(argv[1], "--json") == 0 &&
             strcmp(argv[2], "a b") == 0 && strcmp(argv[3], "") == 0);
}
END
chmod 644 ./*

# ---- results -----------------------------------------------------------------

run $explore right.c
check "a right program exits with 0" status_is 0
check "and each build says that every schedule was tried" \
    [ "$(grep -cE '^(gcc|clang) -O[02]: [0-9]+ executions, every schedule' \
        "$out")" -eq "$(wc -l <"$out")" ]
check "and prints no complaint" [ ! -s "$err" ]

once lost.c
check "a wrong program exits with 1" status_is 1
check "the first line says what is wrong, and the schedule" \
    eval 'head -n 1 "$out" | grep -qE "^wrong result \(schedule [0-9:,]+\)$"'
check "an editor finds the line at fault by the path that was given" \
    printed '^lost\.c:[0-9]+:1: error: \[wrong-result\] .*lost update: '
check "a race is a note beside it" printed '^lost\.c:[0-9]+:1: note: \[race\] '
check "the timeline has one lane for each process, and the source" \
    printed '^step │ parent +│ child +│ source$'
check "it shows where the scheduler intervenes" \
    printed '^     ├─ the scheduler takes (parent|child) off here ─$'
check "it ends with the command that shows it again" \
    eval 'tail -n 1 "$out" | grep -qE "^this schedule again: $explore --replay "'
check "nothing stands on standard error" [ ! -s "$err" ]
again=$(sed -n 's/^this schedule again: //p' "$out")
cp "$out" "$copy/first"
run sh -c "$again"
check "that command exits with 1, too" status_is 1
# From the headline to the timeline, without how often and how to; what other
# executions have shown is not shown again.
grep -v ": note: " "$out" >"$copy/second"
sed -e "/^gcc/d" -e "/^this schedule/d" -e "/: note: /d" "$copy/first" |
    sed '$d' | cmp -s - "$copy/second"
say $? "and shows the same again" "$(diff "$copy/first" "$out" | head -n 3)"

in_zh lost.c
check "LAB_LANG=zh: the first line is Chinese" \
    eval 'head -n 1 "$out" | grep -qE "^结果错误（调度 [0-9:,]+）$"'
check "LAB_LANG=zh: the timeline is Chinese" printed '步 │ 父进程 +│ 子进程 +│ 源代码$'
run env LANG=zh_CN.UTF-8 $explore --compiler gcc lost.c
check "a Chinese locale alone gives Chinese" printed '^结果错误'
run env LANG=zh_CN.UTF-8 LAB_LANG=en $explore --compiler gcc lost.c
check "LAB_LANG wins over the locale" printed '^wrong result'
run env LAB_LANG=zh $explore --compiler gcc --lang en lost.c
check "--lang wins over LAB_LANG" printed '^wrong result'
once --lang zh lost.c
check "--lang zh speaks Chinese" printed '^结果错误'
once --lang both lost.c
check "--lang both says what is wrong in both languages" \
    eval 'printed "error: .*expected 0" && printed "^    程序以状态 1 结束"'

# ---- several files, headers, arguments ---------------------------------------

once whole.c part.c
check "several files are one program" status_is 0
once header.c
check "a header beside the file is found" status_is 0
once arguments.c -- --json 'a b' ''
check "what comes behind -- belongs to the program" status_is 0
once arguments.c -- 'it'"'"'s' "\$HOME"
again=$(sed -n 's/^this schedule again: //p' "$out")
run sh -c "$again"
check "the command to see it again has the same arguments" \
    eval 'status_is 1 && [ "${again#*-- }" = "'"'it'\\\\''s' '\\\$HOME'"'" ]'
mkdir one two 'with blank'
cp whole.c one/a.c
cp part.c two/a.c
once one/a.c two/a.c
check "two files of one name are refused, both named" \
    refused 'one/a\.c and two/a\.c .*rename'
cp lost.c 'with blank/my "counter".c'
once 'with blank/my "counter".c'
check "blanks and quotes in a name do no harm" \
    printed '^with blank/my "counter"\.c:[0-9]+:1: error: '
again=$(sed -n 's/^this schedule again: //p' "$out")
run sh -c "$again"
check "nor in the command to see it again" status_is 1
cp lost.c 计数.c
once 计数.c
check "a Chinese name does no harm" printed '^计数\.c:[0-9]+:1: error: '
cp lost.c ./-O3.c
once ./-O3.c
check "a name like an option does no harm" printed '^\./-O3\.c:[0-9]+:1: error'

# ---- what cannot be explored -------------------------------------------------

once
check "no file: refused, with an example" refused 'explore program\.c$'
in_zh
check "no file: the same in Chinese" refused '没有给出文件；例如：'
once nowhere.c
check "a file that is not there is named, and the folder searched" \
    refused "cannot open nowhere\.c: .* \(from $copy/my\)$"
in_zh nowhere.c
check "the same in Chinese" \
    refused "打不开 nowhere\.c：没有这个文件.*（现在的目录：$copy/my）$"
once one
check "a folder is refused and told what to give" refused 'one is a folder: .*\.c'
in_zh one
check "the same in Chinese, without a word of English" \
    refused 'one 是目录：请给出里面的 \.c 文件$'
once part.h
check "what is no .c file is refused" refused 'part\.h is no \.c file'
mkfifo pipe.c
once pipe.c
check "a pipe is not waited for" refused 'pipe\.c is no ordinary source file'
printf '%0100d.c' 0 | xargs cp lost.c
once "$(printf '%0100d.c' 0)"
check "too long a name is refused" refused 'too long: 63 bytes'
# shellcheck disable=SC2046 # seventeen words
once $(printf 'f%d.c ' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17)
check "seventeen files are too many" refused '16 at most'

once broken.c
check "what does not compile exits with 2" status_is 2
check "gcc names the line by the path that was given" \
    complained "^broken\.c:[0-9]+:[0-9]+: error: .*'?m'?"
check "no folder of ours shows" [ "$(grep -c '/submission\|/var/tmp' "$err")" -eq 0 ]
check "the last line says so" refused_after 'it does not compile: '
once missing.c
check "a header that is not there: where headers are looked for" \
    refused_after 'it does not compile: .*beside the file$'
once part.c
check "a program without main is told so" refused 'there is no main: '
once whole.c part.c lost.c
check "two mains are named as main" complained "multiple definition of .main'"
check "and it does not link" refused_after 'it does not link: '
once whole.c
check "a function that nobody defines is named with its line" \
    complained '^whole\.c:3:1: error: compute: '
check "and what is to be done" complained 'give the file that defines it'
check "and the last line says that nothing was explored" \
    refused_after 'what is named above cannot be followed: nothing was explored$'
once threads.c
check "pthread_create is named with its line" \
    complained '^threads\.c:9:1: error: pthread_create: '
check "and told that processes are explored, not threads" \
    complained 'pthread_create: .*threads cannot be followed; use fork$'
in_zh threads.c
check "the same in Chinese" \
    complained '^threads\.c:9:1: error: pthread_create：探索的是进程，线程跟不了；改用 fork$'

# ---- replay ------------------------------------------------------------------

once --replay '' right.c
check "the default schedule of a right program exits with 0" status_is 0
check "and is shown" eval \
    'printed "^nothing goes wrong \(the default schedule\)$" &&
     printed "^step │ parent +│ child +│ source$"'
once --replay 2:1 right.c
check "another of its schedules is shown, too" \
    eval 'status_is 0 && printed "^nothing goes wrong \(schedule 2:1\)$"'
for schedule in x 2 2: '2:1,' 2:99 7:1,2:0 '2:1 7:0'; do
    once --replay "$schedule" lost.c
    check "--replay '$schedule' is no schedule" refused '2:1,7:0, not "'"$schedule"'"$'
done
in_zh --replay 2 lost.c
check "the same in Chinese" refused '--replay 要的是“步:进程”.*不是“2”$'
once --replay 1:7 lost.c
check "a choice that is not possible is named" refused 'does not fit .* step 1 '
once --replay 9999:1 lost.c
check "so is a step that is never reached" \
    refused 'does not fit .* step 9999, and the program ends after [0-9]+$'
in_zh --replay 9999:1 lost.c
check "the same in Chinese" refused '这个调度不适合这个程序：它说到第 9999 步'

# ---- JSON --------------------------------------------------------------------

once --json result.json lost.c
check "--json FILE writes the result" [ "$(value verdict result.json)" = wrong-result ]
check "and the console says the same" printed '^wrong result'
once --json - lost.c
check "--json - prints nothing else" \
    eval 'status_is 1 && [ "$(head -n 1 "$out")" = "{" ] && [ "$(tail -n 1 "$out")" = "}" ] && [ ! -s "$err" ]'
once --json /nonexistent/r.json lost.c
check "a folder that is not there is named before anything is compiled" \
    refused '/nonexistent/r\.json: there is no such file or folder'
once --json one lost.c
check "a folder is no file for a result" refused 'one: it is a folder'
in_zh --json one lost.c
check "the same in Chinese" refused '写不了 --json 的文件 one：这是目录'
once --json bad.json broken.c
check "what does not compile leaves no result" [ ! -e bad.json ]

# ---- other options -----------------------------------------------------------

run $explore --version
check "--version prints a version and exits with 0" \
    eval 'status_is 0 && printed "^[0-9]+\.[0-9]+\.[0-9]+$"'
run $explore --help
check "--help exits with 0 and tells the exit statuses" \
    eval 'status_is 0 && printed "^Exit status: 0 no schedule goes wrong"'
for option in json max-seconds replay compiler level lang version help; do
    check "--help names --$option" printed "[-]-$option"
done
check "--help fits a terminal" [ "$(wc -L <"$out")" -le 80 ]
run $explore --lang zh --help
check "--help speaks Chinese" printed '^退出状态：0 没有调度出错'
check "and fits a terminal, too" [ "$(wc -L <"$out")" -le 80 ]
for seconds in x '' 0 -1 1x inf nan; do
    once --max-seconds "$seconds" lost.c
    check "--max-seconds '$seconds' is refused" \
        refused 'takes a positive number.*not "'"$seconds"'"$'
done
in_zh --max-seconds x lost.c
check "the same in Chinese" refused '要一个正数.*不是“x”$'
once --lang fr lost.c
check "--lang fr is refused" refused 'zh, en or both, not "fr"$'
once --nonsense lost.c
check "an unknown option is refused and told about --help" \
    refused 'no option --nonsense; .*--help'
in_zh --nonsense lost.c
check "the same in Chinese" refused '没有 --nonsense 这个选项'
once lost.c --json
check "an option without its value is refused" refused '[-]-json needs a value'
run $explore --compiler tcc lost.c
check "--compiler tcc is refused, with what there is" \
    refused 'is one of gcc clang, not "tcc"$'
run $explore --level -O9 lost.c
check "--level -O9 is refused, with what there is" \
    refused 'is one of -O0 -O1 -O2 -O3 -Os, not "-O9"$'

# ---- where it runs -----------------------------------------------------------

(cd / && run "$copy/build/bin/explore" --compiler gcc "$copy/my/lost.c" &&
    status_is 1 && printed "^$copy/my/lost\.c:[0-9]+:1: error: ")
say $? "it runs from any folder, and names the file as it was given"

# Its own folders are told from others' by their owner.
other=$((60000 + $$ % 4000))
as_other() {
    if [ "$(id -u)" = 0 ]; then
        run setpriv --reuid=$other --regid=$other --clear-groups "$@"
    else
        other=$(id -u)
        run "$@"
    fi
}
left() {
    find /var/tmp -maxdepth 1 -name 'ipc-lab-*' -user $other -newer lost.c
}
as_other $explore --compiler gcc lost.c
check "an ordinary user may explore" eval 'status_is 1 && printed "^wrong result"'
as_other $explore --compiler gcc right.c
check "and find nothing" status_is 0
as_other $explore --compiler gcc --json /nobody.json lost.c
if [ "$(id -u)" = 0 ]; then
    check "but not write where it may not" refused '/nobody\.json: permission denied'
    chmod 600 part.h
    as_other $explore --compiler gcc threads.c
    check "a header it may not read is not asked for" refused_after 'what is named'
    chmod 600 lost.c
    as_other $explore --compiler gcc lost.c
    check "a file one may not read is named" \
        refused 'cannot open lost\.c: permission denied$'
    chmod 644 lost.c part.h
fi
as_other $explore broken.c
as_other $explore whole.c
as_other $explore --replay 1:7 lost.c
as_other timeout -s INT -k 5 1 $explore \
    "$top/grader/explore/tests/programs/wrong/private-loop.c"
check "nothing is left in /var/tmp, whichever way it ends" [ -z "$(left)" ]

if [ -x "$top/build/tests/no_namespaces" ]; then
    run "$top/build/tests/no_namespaces" $explore lost.c
    check "without namespaces: refused" refused 'no namespaces.*cannot be explored'
    run env LAB_LANG=zh "$top/build/tests/no_namespaces" $explore lost.c
    check "the same in Chinese" refused '不许建命名空间.*不能探索'
else
    say 1 "without namespaces: refused" "build/tests/no_namespaces is missing"
fi

# ---- colours, and the width of a terminal ------------------------------------

once lost.c
check "no escape sequences into a pipe or a file" eval '! has_escapes'
on_a_terminal "stty cols 100; $explore --compiler gcc lost.c"
check "colours on a terminal" has_escapes
on_a_terminal "stty cols 100; NO_COLOR=1 $explore --compiler gcc lost.c"
check "none with NO_COLOR" eval '! has_escapes && printed "^wrong result"'
for columns in 60 80 100; do
    on_a_terminal "stty cols $columns; $explore --compiler gcc lost.c"
    check "no line of the timeline is longer than $columns columns" \
        [ "$(grep ' │' "$out" | tr -d '\r' | wc -L)" -le "$columns" ]
    on_a_terminal "stty cols $columns; $explore --compiler gcc --lang zh lost.c"
    check "nor in Chinese" \
        [ "$(grep ' │' "$out" | tr -d '\r' | LC_ALL=C.UTF-8 wc -L)" -le "$columns" ]
done

# ---- make --------------------------------------------------------------------

cd "$top" || exit 1
run make explore FILE="$copy/my/lost.c" LANGUAGE=en
check "make explore FILE=... shows what is wrong" printed '^wrong result'
check "and does not fail for that" eval 'status_is 0 && [ ! -s "$err" ]'
run make explore
check "make explore alone says what it needs" \
    eval '[ "$status" -ne 0 ] && complained "make explore FILE=program\.c"'
run make explore FILE=nowhere.c
check "make explore of nothing fails" eval '! status_is 0 && complained "nowhere\.c"'

exit $failures
