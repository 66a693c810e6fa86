#!/bin/sh
# run.sh - tests of the book's tool chain. Run it from the top of the tree:
#
#   book/tests/run.sh          all tests
#   book/tests/run.sh WORD     those whose sentence contains WORD
#
# Each test starts from the good sample chapter in a folder of its own, puts
# one fault into it, and wants the build to stop with the message an author
# needs. A build that stops for another reason fails the test.
# Messages are searched for as they are written, marks and all; the faults are
# called through "$@".
# shellcheck disable=SC2016,SC2317
set -u

top=$PWD
only=${1-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
demo=chapters/01-sample/demos/pages.c
zh=chapters/01-sample/notes.zh.md
en=chapters/01-sample/notes.en.md

result() { # STATUS SENTENCE
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        sed 's/^/    /' "$work/log"
        failed=1
    fi
}

wanted() { # SENTENCE
    case $1 in *"$only"*) return 0 ;; *) return 1 ;; esac
}

# The good sample, built once; every test works on a copy with its dates kept,
# so that make does again only what the fault touches.
good=$work/good
mkdir -p "$good/chapters" "$good/book"
for part in "$top"/book/*; do
    case ${part##*/} in tests) ;; *) cp -Rp "$part" "$good/book/" ;; esac
done
cp -Rp "$top/book/tests/sample" "$good/chapters/01-sample"
# The schedule explorer of the sample, and files that the book takes for it.
mkdir -p "$good/build/bin" "$good/build/explore" "$good/build/gen"
cp "$top/book/tests/explore.sh" "$good/build/bin/explore"
cp "$top/book/tests/explored.json" "$good/build/bin/"
touch "$good/build/explore/program.o" "$good/build/gen/program_redefine" \
    "$good/build/gen/explored_known"
cat >"$good/Makefile" <<'END'
include book/book.mk
.SECONDARY:
.DELETE_ON_ERROR:
END

build() { make -s "$@" >"$work/log" 2>&1; }

cd "$good" || exit 1
: >book/l10n.lock
build captures && build l10n-accept && build book
result $? "the good sample becomes a book"

# refuses SENTENCE PATTERN COMMAND…
# COMMAND puts in the fault; PATTERN is a fixed string in the message.
refuses() {
    sentence=$1
    pattern=$2
    shift 2
    wanted "$sentence" || return 0
    rm -rf "$work/try"
    cp -Rp "$good" "$work/try"
    cd "$work/try" || exit 1
    "$@"
    if build book; then
        echo "(the build went on)" >>"$work/log"
        result 1 "$sentence"
    else
        grep -qF -e "$pattern" "$work/log"
        result $? "$sentence"
    fi
}

# accepts SENTENCE COMMAND… - a change that must not stop the build
accepts() {
    sentence=$1
    shift
    wanted "$sentence" || return 0
    rm -rf "$work/try"
    cp -Rp "$good" "$work/try"
    cd "$work/try" || exit 1
    "$@"
    build book
    result $? "$sentence"
}

in_both() { sed -i "$1" "$zh" "$en"; }
page_has() { # SENTENCE FILE PATTERN
    wanted "$1" || return 0
    cd "$good" || exit 1
    grep -qF -e "$3" "build/book/$2"
    found=$?
    echo "no \`$3\` in $2" >"$work/log"
    result $found "$1"
}

# ---- listings --------------------------------------------------------------

refuses "a listing of a missing file is refused" \
    "no-such.c does not exist, but a listing shows it" \
    in_both 's|demos/pages.c" anchor="map"|demos/no-such.c" anchor="map"|'
refuses "a listing whose program was deleted is refused" \
    "pages.c does not exist, but a listing shows it" \
    rm "$demo" chapters/01-sample/run/pages.out
refuses "a missing anchor is refused" \
    'pages.c has no line `ANCHOR: mapp`' \
    in_both 's/anchor="map"/anchor="mapp"/'
refuses "an anchor that never ends is refused" \
    'anchor `map` never ends' sed -i '/ANCHOR_END: map/d' "$demo"
refuses "a tab in a listing is refused" \
    "tab in a listing" sed -i 's/0600);/0600);\t/' "$demo"
refuses "a line of 81 columns in a listing is refused" \
    "81 columns, a listing has room for 80" \
    sed -i 's|/\* the mapping keeps the file alive \*/|/* alive alive alive alive alive alive alive alive alive alive kept */|' \
    "$demo"
refuses "Chinese in a listing is measured as two columns" \
    "81 columns, a listing has room for 80" \
    sed -i 's|/\* the mapping keeps the file alive \*/|/* 映射映射映射映射映射映射映射映射映射映射映射映射映射映射映射映射 */|' \
    "$demo"
accepts "a line of 80 columns in a listing passes" \
    sed -i 's|/\* the mapping keeps the file alive \*/|/* 映射映射映射映射映射映射映射映射映射映射映射映射映射映射映射映x */|' \
    "$demo"
refuses "a listing with a body of its own is refused" \
    "has a body of its own" \
    in_both 's|^\(```{.c #lst-map.*\)$|\1\nint typed_by_hand;|'
refuses "output without a recorded run is refused" \
    'run/other.out does not exist; `make captures` records it' \
    in_both 's|run="01-sample/pages"|run="01-sample/other"|'

# ---- demos -----------------------------------------------------------------

refuses "changed output of a demo is refused" \
    "If that is wanted: make captures" sed -i 's/page 1, after/page 1 after/' \
    "$demo"
refuses "a changed end of a demo is refused" \
    "+[exit status 3]" sed -i 's/return p\[2 \* page\];/return 3;/' "$demo"
refuses "recorded output that no demo prints is refused" \
    "no demo prints this" cp chapters/01-sample/run/pages.out \
    chapters/01-sample/run/ghost.out
refuses "a demo with a warning is refused" \
    "unused variable" sed -i 's/^    size_t page/    int unused;\n&/' "$demo"
accepts "a process id that changes is masked" \
    sed -i 's/^pid [0-9]*/pid 1/' chapters/01-sample/run/pages.out

# ---- schedules -------------------------------------------------------------

schedule=chapters/01-sample/run/two.explore.json
explored=build/bin/explored.json
# Change what the explorer says, and make it newer than what it said before.
explorer_says() { # SED-SCRIPT
    sed -i "$1" "$explored"
    touch build/bin/explore
}

refuses "a schedule that was never recorded is refused" \
    'two.explore.json does not exist; add a line `player`' rm "$schedule"
refuses "a recorded schedule that the explorer does not find is refused" \
    "two.explore.json: the demo prints something else now" \
    sed -i 's/0 -> 1/0 -> 2/' "$schedule"
refuses "a schedule that has changed since it was recorded is refused" \
    '+"schedule": "3:1",' explorer_says 's/"2:1"/"3:1"/'
accepts "times and numbers of executions are no part of a schedule" \
    explorer_says 's/"ms": [0-9]*/"ms": 9/; s/"executions": 5/"executions": 6/'
refuses "a player for a program that is right is refused" \
    "a player needs a schedule that goes wrong" \
    explorer_says '/"timeline"/,/^  \]/d'
refuses "a recorded schedule that no demo asks for is refused" \
    "remove it or add a line player to demos/two.explore" \
    sed -i d chapters/01-sample/demos/two.explore
refuses "a player of a schedule that does not exist is refused" \
    'run/other.explore.json does not exist; add a line `player`' \
    in_both 's|01-sample/two" names|01-sample/other" names|'
refuses "a player that names an object the schedule has not is refused" \
    "the schedule has no object anon#2+0, only anon#1+0" \
    in_both 's/names="anon#1+0/names="anon#2+0/'
refuses "a player with a body of its own is refused" \
    "the schedule of 01-sample/two has a body of its own" \
    in_both 's/^\(```{.schedule .*\)$/\1\nstep 1/'
refuses "a player without a caption is refused" \
    "the schedule of 01-sample/two has no caption" \
    in_both '/{.schedule/s/ caption="[^"]*"//'
refuses "a player in one language only is refused" \
    'zh has a code block .schedule #sch-two explore="01-sample/two"' \
    sed -i '/{.schedule/,+1d' "$en"
refuses "another schedule in one language is refused" \
    'en has a code block .schedule #sch-two explore="01-sample/crash"' \
    sed -i 's|01-sample/two" names|01-sample/crash" names|' "$en"
refuses "other names in one language are refused" \
    'names="anon#1+0=n"' sed -i 's/names="anon#1+0=\*n"/names="anon#1+0=n"/' "$zh"

# ---- both languages alike --------------------------------------------------

refuses "a renamed heading id is refused" \
    "heading 3 differs: zh has a heading of level 3 with id #run, en has a heading of level 3 with id #running" \
    sed -i 's/{#run}/{#running}/' "$en"
refuses "a heading without an id is refused" \
    "needs an id of its own" in_both 's/ {#exercises}//'
refuses "an id used twice is refused" \
    "the id #run is used twice" in_both 's/{#exercises}/{#run}/'
refuses "a lost table row is refused" \
    "zh has a table of 4 rows and 4 columns with a caption, en has a table of 3 rows" \
    sed -i '/^| next page/d' "$en"
refuses "a lost list item is refused" \
    "zh has a numbered list of 2 items from 1, en has a numbered list of 3" \
    sed -i '/^2. 映射期间/d' "$zh"
refuses "another kind of box is refused" \
    'zh has a box `::: {.warning}`, en has a box `::: {.danger}`' \
    sed -i 's/{.warning}/{.danger}/' "$en"
refuses "a lost paragraph is refused, with both texts" \
    "  en: -   (chapters/01-sample/notes.en.md:" \
    sed -i '/^Do not do this in a product/d' "$en"
refuses "two blocks in another order are refused" \
    'zh has a box `::: {.tip}`, en has a box `::: {.note}`' \
    sed -i 's/{.note}/{.swap}/; s/{.tip}/{.note}/; s/{.swap}/{.tip}/' "$zh"
refuses "another anchor in one language is refused" \
    'anchor="map"' sed -i 's/anchor="crash"/anchor="map"/' "$zh"
refuses "a lost inline code is refused" \
    "different inline code; only in zh: munmap; only in en: nothing" \
    sed -i 's/`munmap`/unmapping/' "$en"
refuses "a lost fact number is refused" \
    "different fact numbers; only in zh: C031; only in en: nothing" \
    sed -i 's/C030 C031/C030/' "$en"
refuses "another lab is refused" \
    "different labs; only in zh: mapf; only in en: mapp" \
    sed -i 's/\[mapf\]/[mapp]/' "$en"
refuses "a lost footnote is refused" \
    "different footnotes" sed -i '/^\[^posix\]:/d; s/\[^posix\]//' "$en"
refuses "a picture without alt is refused" \
    "has no alt=" sed -i 's/ alt="Four pages, the last two in red"//' "$en"
refuses "a picture that does not exist is refused" \
    "the picture fig/none.svg does not exist" in_both 's/plain.svg/none.svg/'
refuses "another picture is refused" \
    "en has a figure #fig-plain of fig/pages.*.svg" \
    sed -i 's/plain.svg/pages.en.svg/' "$en"
refuses "a difference inside a box inside a box is found" \
    "inside block 3, inside block 1: different inline code" \
    sed -i 's/^Two lines, then `SIGBUS`/Two lines, then a crash/' "$en"
refuses "a wrong chapter number is refused" \
    '`chapter: 4` at the top, but the folder is 01-sample' \
    sed -i 's/^chapter: 1/chapter: 4/' "$zh"

# ---- links, terms, translation lock ----------------------------------------

refuses "a link to no section is refused" \
    "the link #nowhere leads nowhere in this chapter" \
    in_both 's/(#four-pages)/(#nowhere)/'
refuses "a link to no section of a chapter is refused" \
    "the link to chapter 01-sample#nowhere leads nowhere" \
    in_both 's/md#run/md#nowhere/'
refuses "a forbidden Chinese term is refused, with file and line" \
    'notes.zh.md:9: the book does not say `存储器映射`; write 映射' \
    sed -i '9s/文件/存储器映射文件/' "$zh"
refuses "a forbidden English term is refused" \
    'the book does not say `copy on write`; write copy-on-write' \
    sed -i 's/^Do not do/Copy on write: do not do/' "$en"
code_and_accept() {
    sed -i '/^strace -f/s/$/ # 旗语/' "$zh" "$en"
    build l10n-accept
}
accepts "a forbidden term inside code passes the terms check" \
    code_and_accept
refuses "a Chinese section changed alone is refused" \
    "chapters/01-sample#exercises: 中文 changed, English did not" \
    sed -i 's/会发生什么/到底会发生什么/' "$zh"
refuses "an English section changed alone is refused" \
    "chapters/01-sample#run: English changed, 中文 did not" \
    sed -i 's/^Do not do this/Never do this/' "$en"
refuses "a section that is not recorded is refused" \
    "chapters/01-sample#run: is not recorded yet" \
    sed -i '/	run	/d' book/l10n.lock
refuses "a chapter that is not recorded is refused in one line" \
    "chapters/01-sample: none of its 4 sections is recorded yet" \
    sed -i '/^01-sample/d' book/l10n.lock
change_and_accept() {
    sed -i 's/^Do not do this/Never do this/' "$en"
    build l10n-accept ONLY=01-sample#run
}
accepts "a change of one language can be accepted" change_and_accept

# ---- the pages -------------------------------------------------------------

page_has "the right program text is on the page" zh/01-sample.html \
    'lst-map-5'
page_has "the captured output is on the page" en/01-sample.html \
    '[killed by SIGBUS]'
page_has "an answer is hidden" zh/01-sample.html '<summary>揭晓</summary>'
page_has "a fact is labelled" en/01-sample.html \
    '<span class="fact" title="checked on a real kernel">C012</span>'
page_has "a lab is a command" en/01-sample.html \
    '<code class="lab">make mapf</code>'
page_has "a box on the left half has a Chinese title" both/01-sample.html \
    '故意崩溃'
page_has "a box on the right half has an English title" both/01-sample.html \
    'Crashes on purpose'
page_has "a program is searchable" zh/search-data.js 'ftruncate(fd'

page_has "a step of a schedule is a row in Chinese" zh/01-sample.html \
    '<span class="text">读 <code>*n</code>：0</span>'
page_has "a step of a schedule is a row in English" en/01-sample.html \
    '<span class="text">writes <code>*n</code>: 0 → 1</span>'
page_has "the side-by-side page has both languages of a step" \
    both/01-sample.html '<span lang="en">reads <code>*n</code>: 0</span>'
page_has "a schedule shows who is taken off" en/01-sample.html \
    'the scheduler takes parent off here'
page_has "a schedule says how it ends" zh/01-sample.html \
    '<strong>结果错误</strong>：程序以状态 1 结束'
page_has "a program in a schedule keeps its line feeds" en/01-sample.html \
    'prints "n is 1\n"'

ids_once() {
    cd "$good" || exit 1
    for p in build/book/*/01-sample.html; do
        grep -o ' id="[^"]*"' "$p" | sort | uniq -d | sed "s|^|$p|"
    done >"$work/log"
    [ ! -s "$work/log" ]
}
if wanted "no page has the same id twice"; then
    ids_once
    result $? "no page has the same id twice"
fi

no_network() {
    cd "$good" || exit 1
    grep -rEn '(src|href)="(https?:)?//|@import|url\(.?https?:' \
        build/book --include='*.html' --include='*.css' |
        grep -v '<a href=\|href="https://man7.org' >"$work/log"
    [ ! -s "$work/log" ]
}
if wanted "no page loads anything from the network"; then
    no_network
    result $? "no page loads anything from the network"
fi

nothing_twice() {
    cd "$good" || exit 1
    build book
    touch "$work/now"
    build book
    find build -newer "$work/now" -type f >"$work/log"
    [ ! -s "$work/log" ]
}
if wanted "a second build makes nothing again"; then
    nothing_twice
    result $? "a second build makes nothing again"
fi

no_pandoc() {
    cd "$good" || exit 1
    mkdir -p "$work/bin"
    for tool in sh make mkdir touch awk sed; do
        ln -sf "$(command -v "$tool")" "$work/bin/$tool"
    done
    touch "$zh"
    PATH=$work/bin make -s book >"$work/log" 2>&1
    [ $? -eq 2 ] && [ "$(grep -c '缺少 pandoc / pandoc is missing' \
        "$work/log")" -eq 1 ] && ! grep -q 'not found' "$work/log"
}
if wanted "without pandoc one line says what to install"; then
    no_pandoc
    result $? "without pandoc one line says what to install"
fi

# In a real browser, where there is one.
in_browser() {
    cd "$good" || exit 1
    build book
    for browser in chromium chromium-browser google-chrome; do
        if ! command -v "$browser" >/dev/null ||
            ! command -v node >/dev/null; then
            continue
        fi
        timeout 300 node "$top/book/tests/player.mjs" "$browser" \
            "$good/build/book" || failed=1
        return
    done
    echo "ok - the player in a browser # skipped: no chromium or no node"
}
if wanted "the player in a browser"; then
    in_browser
fi

exit $failed
