# help.awk - list the targets with a "## person: text" note, person by person
/^[a-z$(][^=]*:.*## / {
    name = $0
    sub(/:.*/, "", name)
    note = $0
    sub(/.*## /, "", note)
    person = note
    sub(/:.*/, "", person)
    sub(/^[^:]*: */, "", note)
    if (name ~ /^\$/) {
        name = note
        sub(/ - .*/, "", name)
        sub(/.* - /, "", note)
    } else {
        name = "make " name
    }
    if (note ~ /^make /) {
        name = note
        note = ""
    }
    lines[person] = lines[person] sprintf("  %-44s %s\n", name, note)
}
END {
    n = split("student reader instructor author", order, " ")
    for (i = 1; i <= n; i++)
        if (order[i] in lines)
            printf "%s%s\n%s", i > 1 ? "\n" : "", order[i], lines[order[i]]
}
