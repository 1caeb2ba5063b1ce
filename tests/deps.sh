#!/bin/sh
# deps.sh PACKAGE… : install the Debian packages that are missing; elsewhere, name what to install.
missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for p in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
    done
    [ -z "$missing" ] && exit 0
    root=
    [ "$(id -u)" = 0 ] || root=sudo
    if [ -n "$root" ] && ! command -v sudo >/dev/null 2>&1; then
        echo "phieu needs these Debian packages; as root, run: apt-get install$missing" >&2
        exit 1
    fi
    echo "Installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    $root apt-get -qq update && $root apt-get -qq -y install --no-install-recommends $missing >/dev/null && exit 0
    echo "phieu could not install$missing; install them by hand and try again." >&2
    exit 1
fi
for c in cc pkg-config msgfmt; do
    command -v "$c" >/dev/null 2>&1 || missing="$missing $c"
done
for l in ncursesw sqlite3 libutf8proc libmd expat minizip; do
    pkg-config --exists "$l" 2>/dev/null || missing="$missing $l"
done
[ -z "$missing" ] && exit 0
echo "phieu is built with these, which are missing here:$missing (and iniparser, cmocka, libvterm). Install them with your system's packages." >&2
exit 1
