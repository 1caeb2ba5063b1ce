#!/bin/sh
# Fails when a folder of src/ includes a folder or library it may not know.
cd "$(dirname "$0")/../.." || exit 1
awk '
BEGIN {
    may["base"]     = ""
    may["text"]     = "base"
    may["db"]       = "base"
    may["form"]     = "base text db"
    may["store"]    = "base text db form"
    may["service"]  = "base text db form store"
    may["screen"]   = "base text form"
    may["exchange"] = "base text db form store service"
    may["net"]      = "base form service"
    may["app"]      = "base text db form store service screen exchange net"
    only["curses.h"]    = "^src/screen/term_curses\\.c$"
    only["iniparser.h"] = "^src/base/ini\\.c$"
    only["expat.h"]    = "^src/base/xml\\.c$"
    only["libintl.h"]   = "^src/base/i18n\\.h$"
    only["sha2.h"]      = "^src/base/hash\\.c$"
    only["sqlite3.h"]   = "^src/db/"
    only["zip.h"]        = "^src/exchange/archive\\.c$"
    only["utf8proc.h"]  = "^src/text/"
}
/^#include/ {
    split(FILENAME, p, "/"); from = p[2]; h = $2; gsub(/["<>]/, "", h)
    for (lib in only) if (h ~ ("(^|/)n?" lib "$") && FILENAME !~ only[lib]) {
        print FILENAME ":" FNR ": " h " has its one home at " only[lib]; bad = 1 }
    if ($2 ~ /^"/ && split(h, q, "/") == 2 && q[1] != from && (" " may[from] " ") !~ (" " q[1] " ")) {
        print FILENAME ":" FNR ": " from " may not include " h; bad = 1 }
}
END { exit bad }' $(find src/*/ -name '*.[ch]' | sort) || exit 1

# What is banned, with what to use instead.
bad=0
ban() {
    if grep -nE "$1" $(find src -name '*.[ch]') | grep -vE '^[^:]+:[0-9]+: *(\*|//|/\*)'; then
        echo "^ $2"
        bad=1
    fi
}
ban '\b(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets|atoi|atol|sscanf)\(' 'use struct str, struct sv and base/num'
ban '\b(system|popen)\(' 'no shell is ever started'
exit $bad
