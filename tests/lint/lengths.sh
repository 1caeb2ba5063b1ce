#!/bin/sh
# Functions stay short: the median at most 15 lines, nine in ten at most 45, none over 120.  Needs universal-ctags; skipped without it.
cd "$(dirname "$0")/../.." || exit 1
command -v ctags >/dev/null 2>&1 || { echo "lengths: skipped (ctags is not installed)"; exit 0; }
find src -name '*.c' | ctags -L - --languages=C --c-kinds=f --fields=+ne -f - 2>/dev/null |
    awk -F'\t' '{ s = e = 0
        for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) s = substr($i, 6); if ($i ~ /^end:/) e = substr($i, 5) }
        if (e) print e - s + 1, $2 ":" s, $1 }' | sort -n | awk '
        { n[NR] = $1; where[NR] = $2 " " $3 }
        END { if (!NR) exit
              m = n[int((NR + 1) / 2)]; p = n[int(NR * 0.9)]
              printf "functions %d, median %d lines, nine in ten under %d, longest %d (%s)\n", NR, m, p, n[NR], where[NR]
              for (i = NR; i > 0 && n[i] > 120; i--) { print "too long: " n[i] " lines " where[i]; bad = 1 }
              exit (bad || m > 15 || p > 45) }'
