# links.awk - does every link from one chapter to another arrive?
# Reads the outlines of all chapters (see parity.lua).

BEGIN { FS = "\t" }
$1 == "C" { place[$2 "#"] = 1 }
$1 == "I" { place[$2 "#" $3] = 1 }
$1 == "R" { n++; file[n] = $3; to[n] = $4 "#" $5 }
END {
    for (i = 1; i <= n; i++)
        if (!(to[i] in place)) {
            print file[i] ": the link to chapter " to[i] " leads nowhere"
            bad = 1
        }
    exit bad
}
