# help.awk - list the targets with a "## person: text" note, person by person
#
# A text that begins with "make" is shown as it is typed; otherwise the name of
# the target is.

/^[^#\t].*:.*## / {
    split($0, half, "## ")
    person = half[2]
    sub(/:.*/, "", person)
    note = half[2]
    sub(/^[^:]*: */, "", note)
    name = $0
    sub(/:.*/, "", name)
    typed = "make " name
    if (note ~ /^make .* - /) {
        typed = note
        sub(/ - .*/, "", typed)
        sub(/^make .* - /, "", note)
    }
    lines[person] = lines[person] sprintf("  %-40s %s\n", typed, note)
}

END {
    people = split("student reader instructor author", list, " ")
    for (i = 1; i <= people; i++) {
        if (!(list[i] in lines))
            continue
        printf "%s%s\n%s", (shown++ ? "\n" : ""), list[i], lines[list[i]]
    }
}
