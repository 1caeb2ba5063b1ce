#!/bin/sh
# coverage.sh BUILD: which share of the lines of each layer the tests have run (make coverage), by gcov.
cd "$(dirname "$0")/.." || exit 1
build=$1
for layer in base text db form store service screen exchange net app; do
    [ -d "$build/src/$layer" ] || continue
    gcov -n -o "$build/src/$layer" "$build/src/$layer"/*.o 2>/dev/null | awk -v layer="$layer" '
        /^File/ { own = index($0, "src/" layer "/") > 0 }
        own && /^Lines executed/ { split($2, p, ":"); sub(/%/, "", p[2]); lines += $4; run += $4 * p[2] / 100; own = 0 }
        END { printf "%-10s %6d lines %5.1f %%\n", layer, lines, lines ? 100 * run / lines : 0 }'
done
