#!/bin/sh
# shellcheck disable=SC2154 # $work belongs to those who read this
# machine.sh - what graders and explorers have left behind on this machine
#
# For other tests, which read it with `.` and have a folder $work: `machine`
# prints what is there now, `leftovers` what is new since it was printed into
# $work/before. What is new counts if it stays for three seconds.

# Processes that outlived their grader. As root they have users of their own;
# else they are ours, in other namespaces than we are. Those below a living
# grader are of somebody who grades at the same time.
processes() {
    ours=$(readlink /proc/self/ns/pid)
    ps -e -o pid=,ppid=,uid=,stat=,comm= | awk -v me="$(id -u)" '
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
    ps -e -o args= >"$work/args"
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

