# schedule.awk - what a player needs of the explorer's JSON, one step a line
#
#   awk -f schedule.awk RESULT.json
#
# Kept: the verdict, its message, the schedule, the timeline. Left out: what
# changes from run to run or is no part of the schedule (times, how many
# executions it took). It reads the form jansson writes, two blanks a level,
# and stops with status 1 where nothing goes wrong: there is nothing to play.

function trim(text) {
    sub(/^ +/, "", text)
    return text
}

# A line without the comma that follows it.
function bare(text) {
    sub(/,$/, "", text)
    return trim(text)
}

{
    match($0, /^ */)
    depth = RLENGTH / 2
}
depth == 1 {
    part = trim($0)
    sub(/:.*/, "", part)
}
depth == 1 && (part == "\"verdict\"" || part == "\"schedule\"") {
    kept[part] = bare($0)
}

# The first finding is the one that the timeline shows.
part == "\"findings\"" && depth == 3 && /"message": \{$/ && !message {
    inside = 1
    next
}
inside && depth == 4 {
    message = message (message == "" ? "" : " ") trim($0)
}
inside && depth == 3 {
    inside = 0
}

part == "\"timeline\"" && depth == 2 && /\{$/ {
    line = ""
    next
}
part == "\"timeline\"" && depth > 2 && !/^ *"value":/ {
    text = trim($0)
    line = line (line == "" || line ~ /\{$/ || text ~ /^\}/ ? "" : " ") text
}
part == "\"timeline\"" && depth == 2 && /\}/ {
    step[++steps] = "{" line "}"
}

END {
    if (!steps || message == "") {
        print "no schedule goes wrong" >"/dev/stderr"
        exit 1
    }
    print "{"
    print kept["\"verdict\""] ","
    print "\"message\": {" message "},"
    print kept["\"schedule\""] ","
    print "\"timeline\": ["
    for (i = 1; i <= steps; i++)
        print step[i] (i < steps ? "," : "")
    print "]"
    print "}"
}
