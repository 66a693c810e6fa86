#!/bin/sh
# explore.sh - stands in for build/bin/explore, so that the book can be tested
# without it: what it says is the file explored.json beside it, and a line.
case " $* " in
*" --json "*) cat "${0%/*}/explored.json" ;;
*) echo "gcc -O0: wrong result, 5 executions" ;;
esac
exit 1
