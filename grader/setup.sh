#!/bin/sh
# setup.sh - install the Debian packages that are missing
#
# Usage: sh grader/setup.sh STAMP PACKAGE...
# Touches STAMP when all packages are there. Exit status 2 when they are not
# and this user may not install them.
set -u
stamp=$1
shift

case ${LAB_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
zh*) zh=1 ;;
*) zh= ;;
esac

missing=
for package; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
    [ "$status" = installed ] || missing="$missing $package"
done

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        become=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        become=sudo
    else
        if [ "$zh" ]; then
            echo "缺少软件包；请运行：sudo apt-get install -y$missing" >&2
        else
            echo "packages are missing; run:" \
                "sudo apt-get install -y$missing" >&2
        fi
        exit 2
    fi
    if [ "$zh" ]; then
        echo "安装缺少的软件包：$missing"
    else
        echo "installing missing packages:$missing"
    fi
    log=$(mktemp)
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    if ! { $become apt-get update -qq &&
        $become apt-get install -y -qq --no-install-recommends $missing; } \
        >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        if [ "$zh" ]; then
            echo "安装失败（上面是 apt-get 的话）；请检查网络后再试" >&2
        else
            echo "installing failed (apt-get's words are above);" \
                "check the network and try again" >&2
        fi
        rm -f "$log"
        exit 2
    fi
    rm -f "$log"
fi
mkdir -p "$(dirname "$stamp")"
: >"$stamp"
