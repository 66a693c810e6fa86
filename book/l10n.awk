# l10n.awk - has one language of a section changed without the other?
#
#   awk -f l10n.awk book/l10n.lock OUTLINE…           check; exit 1 if so
#   awk -v accept=1 -v only=02-x#id -f l10n.awk …     print the new lock
#
# The lock holds one line a section: chapter, section, hash of the Chinese
# text, hash of the English text, as they were when somebody last read both
# and found them to say the same. OUTLINE is what parity.lua wrote. Two
# masters, so neither language is "the translation".

BEGIN { FS = OFS = "\t" }

FILENAME == ARGV[1] {
    if ($0 ~ /^#/ || NF < 4)
        next
    key = $1 "#" $2
    known[$1] = 1
    zh[key] = $3
    en[key] = $4
    next
}

$1 == "S" {
    key = $2 "#" $3
    seen[key] = 1
    order[++n] = key
    if (accept) {
        # ONLY is a chapter, or a chapter and a section; empty takes all.
        if (only == "" || only == $2 || only == key) {
            zh[key] = $5
            en[key] = $6
        }
        next
    }
    if (!($2 in known))
        fresh[$2]++
    else if (!(key in zh))
        report(key, "is not recorded yet")
    else if (zh[key] != $5 && en[key] == $6)
        report(key, "中文 changed, English did not")
    else if (zh[key] == $5 && en[key] != $6)
        report(key, "English changed, 中文 did not")
    else if (zh[key] != $5)
        report(key, "both languages changed")
}

function report(key, what) {
    print "chapters/" key ": " what
    bad++
}

END {
    if (accept) {
        print "# Sections whose two languages were last found to agree."
        print "# Written by `make l10n-accept`: chapter, section, zh, en."
        for (i = 1; i <= n; i++) {
            key = order[i]
            if (!(key in zh))
                continue
            cut = index(key, "#")
            print substr(key, 1, cut - 1), substr(key, cut + 1), zh[key],
                en[key]
        }
        exit 0
    }
    for (chapter in fresh) {
        print "chapters/" chapter ": none of its " fresh[chapter] \
            " sections is recorded yet"
        bad++
    }
    for (key in zh)
        if (!(key in seen))
            report(key, "is recorded but no longer in the notes")
    if (bad) {
        print "Read both languages of each section above. When they say the" \
            " same, record it:"
        print "  make l10n-accept            all sections"
        print "  make l10n-accept ONLY=NN-slug#id   one section"
        exit 1
    }
}
