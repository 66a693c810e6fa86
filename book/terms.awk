# terms.awk - one word for one thing, in all chapters.
#
#   awk -f terms.awk book/terms.tsv chapters/*/notes.*.md
#
# Column 4 of terms.tsv lists words not to use, parted by `|`. Those with a
# Chinese character are looked for in notes.zh.md, the others, as whole words
# in any case, in notes.en.md. Programs, `code` and `[word]{.mention}` (a word
# talked about, not used) are left alone.

BEGIN { FS = "\t" }

FILENAME == ARGV[1] {
    if (FNR == 1 || $4 == "")
        next
    n = split($4, word, "|")
    for (i = 1; i <= n; i++) {
        count++
        avoid[count] = word[i]
        ascii[count] = (word[i] !~ /[^ -~]/)
        use[count] = ascii[count] ? $1 : $2 " (" $1 ")"
    }
    next
}

FNR == 1 { fence = ""; chinese = (FILENAME ~ /\.zh\.md$/) }

# Fenced programs: a fence is closed by at least as many marks as opened it.
match($0, /^[ >]*(```+|~~~+)/) {
    mark = substr($0, RSTART, RLENGTH)
    gsub(/[ >]/, "", mark)
    if (fence == "")
        fence = mark
    else if (index(mark, fence) == 1)
        fence = ""
    next
}
fence != "" { next }

{
    line = $0
    gsub(/`[^`]*`/, " ", line)
    gsub(/\[[^]]*\]\{\.mention\}/, " ", line)
    low = " " tolower(line) " "
    for (i = 1; i <= count; i++) {
        if (ascii[i] == chinese)
            continue
        if (ascii[i])
            hit = match(low, "[^a-z]" tolower(avoid[i]) "[^a-z]")
        else
            hit = index(line, avoid[i])
        if (hit) {
            print FILENAME ":" FNR ": the book does not say `" avoid[i] \
                "`; write " use[i]
            bad = 1
        }
    }
}

END { exit bad }
