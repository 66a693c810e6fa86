#!/bin/sh
# shellcheck disable=SC2154 # $work belongs to those who read this
# machine.sh - what graders and explorers have left behind on this machine
#
# For other tests, which read it with `.` and have a folder $work: `machine`
# prints what is there now, `leftovers` what is new since it was printed into
# $work/before. What is new counts if it stays for three seconds.

# pid, parent, user, state, name of each; ps is not on every machine.
every_process() {
    cat /proc/[0-9]*/status 2>/dev/null | awk '
        /^Name:/ { name = $2 }
        /^State:/ { state = $2 }
        /^Pid:/ { pid = $2 }
        /^PPid:/ { parent = $2 }
        /^Uid:/ { print pid, parent, $2, state, name }'
}

# Processes that outlived their grader. As root they have users of their own;
# else they are ours, in other namespaces than we are. Those below a living
# grader are of somebody who grades at the same time.
processes() {
    ours=$(readlink /proc/self/ns/pid)
    every_process | awk -v me="$(id -u)" '
        { parent[$1] = $2; name[$1] = $5 }
        $4 ~ /^Z/ { next } # dead, and not yet collected by process 1
        me == 0 ? $3 >= 60000 && $3 < 64000 : $3 == me { mine[$1] }
        END {
            for (pid in mine) {
                for (p = pid; p > 1 && name[p] !~ /^(grade|explore|sound)$/;
                     p = parent[p])
                    continue
                if (p <= 1)
                    print pid
            }
        }' |
        while read -r pid; do
            theirs=$(readlink "/proc/$pid/ns/pid" 2>/dev/null)
            [ -d "/proc/$pid" ] || continue
            if [ "$(id -u)" -eq 0 ] || [ "$theirs" != "$ours" ]; then
                echo "$pid"
            fi
        done
}

# Folders of graders that no living grader uses.
folders() {
    cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' >"$work/args"
    find /tmp /var/tmp -mindepth 1 -maxdepth 1 -name 'ipc-lab-*' 2>/dev/null |
        while read -r path; do
            grep -qF "$path" "$work/args" || echo "$path"
        done
}

machine() {
    {
        processes | sed 's/^/process /'
        find /dev/shm /dev/mqueue -mindepth 1 -maxdepth 1 2>/dev/null
        awk 'FNR > 1 { print FILENAME, $2 }' /proc/sysvipc/*
        folders
    } | LC_ALL=C sort
}

# What is new since `before` and stays; nothing if all is as it was.
leftovers() {
    machine | LC_ALL=C comm -13 "$work/before" - >"$work/new"
    tries=30
    while [ -s "$work/new" ] && [ $tries -gt 0 ]; do
        sleep 0.1
        tries=$((tries - 1))
        machine | LC_ALL=C comm -12 "$work/new" - >"$work/still"
        mv "$work/still" "$work/new"
    done
    head -n 3 "$work/new" | tr '\n' ';'
}

