#!/bin/sh
# run.sh BUILD [PART…]: what can go wrong goes wrong, many times (make faults).  Each part also has to catch what was planted for it.
cd "$(dirname "$0")/../.." || exit 1
build=$1
shift
parts=$*
[ -n "$parts" ] || parts=$(cd tests/faults && ls -- *.sh | grep -v '^run\.sh$\|^lib\.sh$' | sed 's/\.sh$//')
FAULTS=full FAULT_PARTS=$parts exec sh tests/run.sh "$build" harness
