# skeleton.awk - turn a solution into the file the student starts from
#
# 中文：去掉 SOLUTION 区域里的答案，留下 //! 后面的文字。
# English: drop the answer inside SOLUTION regions, keep the text behind //!.
#
# Usage: awk -f grader/skeleton.awk solutions/NN-slug/LAB.c > labs/NN-slug/LAB.c
#
# Nothing is printed before the whole file has been found in order, so that a
# slip in a marker can never hand out half an answer.  A slip is one line
# "file:line: reason" on stderr and exit status 1.

/^[ \t]*\/\/ SOLUTION BEGIN [0-9]+(\.[0-9]+)*$/ {
    if (begun)
        refuse(FNR, "SOLUTION BEGIN inside the region of line " begun)
    begun = FNR
    regions++
    next
}

/^[ \t]*\/\/ SOLUTION END$/ {
    if (!begun)
        refuse(FNR, "SOLUTION END without SOLUTION BEGIN")
    begun = 0
    next
}

/SOLUTION/ {
    refuse(FNR, "not a marker: write '// SOLUTION BEGIN 2.1' or '// SOLUTION END'")
}

/\/\/!/ {
    if (!begun)
        refuse(FNR, "//! outside a SOLUTION region")
    if ($0 !~ /^[ \t]*\/\/!( |$)/)
        refuse(FNR, "//! must begin its line and be followed by a space")
    sub(/\/\/! ?/, "")
    sub(/[ \t]+$/, "")
    text[++lines] = $0
    next
}

!begun {
    text[++lines] = $0
}

END {
    if (refused)
        exit 1
    if (begun)
        refuse(begun, "this SOLUTION region never ends")
    if (!regions)
        refuse(FNR, "no SOLUTION region: the answer would be handed out whole")
    for (i = 1; i <= lines; i++)
        print text[i]
}

# exit runs END, and there it ends the program at once
function refuse(line, reason)
{
    print FILENAME ":" line ": " reason > "/dev/stderr"
    refused = 1
    exit 1
}
