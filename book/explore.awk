# explore.awk - fit what the explorer prints into a listing
#
#   awk [-v brief=1] -f explore.awk OUTPUT
#
# Messages are wrapped at 80 columns. In the timeline the lanes come first; of
# the source line the number stays, and as much of its text as there is room
# for. brief: without the timeline.

BEGIN {
    room = 80
    bar = " │"
}

# One message, wrapped at blanks; what follows the first line is indented.
function message(text,   word, n, i, line) {
    n = split(text, word, " ")
    line = word[1]
    for (i = 2; i <= n; i++) {
        if (length(line) + 1 + length(word[i]) > room) {
            print line
            line = "   "
        }
        line = line " " word[i]
    }
    print line
}

function trim(text) {
    sub(/^ +/, "", text)
    sub(/ +$/, "", text)
    return text
}

# A line of the timeline: its cells go to cell[rows, 1...lanes].
function row(text,   part, n, i, more) {
    n = split(text, part, bar)
    more = trim(part[1]) == ""
    if (!more)
        step[++rows] = trim(part[1])
    if (n - 2 > lanes)
        lanes = n - 2
    for (i = 2; i < n; i++) {
        part[i] = trim(part[i])
        if (more && part[i] != "")
            part[i] = cell[rows, i - 1] " " part[i]
        if (!more || part[i] != "")
            cell[rows, i - 1] = part[i]
    }
    if (!more) {
        source[rows] = trim(part[n])
        match(source[rows], /^[^ ]*/)
        if (RLENGTH > number)
            number = RLENGTH
    }
}

# Every lane gets what it needs; if that is too much, an equal share. Returns
# the room that is left for the source.
function widths(   i, r, left, open, share, changed) {
    left = room - 4 - 3 * (lanes + 1) - number
    for (r = 1; r <= rows; r++)
        for (i = 1; i <= lanes; i++)
            if (length(cell[r, i]) > need[i])
                need[i] = length(cell[r, i])
    open = lanes
    do {
        changed = 0
        share = open > 0 ? int(left / open) : 0
        for (i = 1; i <= lanes; i++)
            if (!width[i] && need[i] <= share) {
                width[i] = need[i]
                left -= need[i]
                open--
                changed = 1
            }
    } while (changed)
    for (i = 1; i <= lanes; i++)
        if (!width[i]) {
            width[i] = share
            left -= share
        }
    return number + left
}

# Of a source line what fits; less than its number and a few characters of its
# text says nothing, then only the number.
function shortened(text, columns) {
    if (columns < 10)
        sub(/ .*/, "", text)
    return substr(text, 1, columns)
}

# The beginning of a text that fits; the rest stays in `rest`.
function take(text, columns,   i) {
    rest = ""
    if (length(text) <= columns)
        return text
    for (i = columns + 1; i > 1; i--)
        if (substr(text, i, 1) == " ")
            break
    if (i == 1)
        i = columns
    rest = trim(substr(text, i + 1))
    return trim(substr(text, 1, i))
}

function timeline(   r, i, first, line, piece, more, left) {
    left = widths()
    for (r = 1; r <= rows; r++) {
        if (r in between)
            print between[r]
        first = 1
        do {
            more = 0
            line = sprintf("%4s", first ? step[r] : "")
            for (i = 1; i <= lanes; i++) {
                piece = take(cell[r, i], width[i])
                cell[r, i] = rest
                more = more || rest != ""
                line = line bar sprintf(" %-" width[i] "s", piece)
            }
            line = line bar (first ? " " shortened(source[r], left) : "")
            sub(/ +$/, "", line)
            print line
            first = 0
        } while (more)
    }
    rows = 0
}

function bars(text,   n)
{
    n = gsub(bar, "", text)
    return n
}

$1 == "step" {
    columns = bars($0)
}
# A text with a line feed in it breaks its row in two.
half != "" {
    $0 = half "\\n" $0
    half = ""
}
index($0, bar) && bars($0) < columns {
    half = $0
    next
}

index($0, "├─") {
    between[rows + 1] = $0
    next
}
index($0, bar) {
    row($0)
    next
}
{
    if (rows && !brief)
        timeline()
    if (!brief || $0 !~ /^(\(!.*\))?$/)
        message($0)
}
