#!/bin/sh
# run.sh BUILD [PART…]: what can go wrong goes wrong, many times (make faults).  Each part also has to catch what was planted for it.
cd "$(dirname "$0")/../.." || exit 1
build=$1
shift

# lane PART…: one after the other.
lane() {
    FAULTS=full FAULT_PARTS=$* sh tests/run.sh "$build" harness
}
[ $# = 0 ] || { lane "$@"; exit; }

# What a wait is measured in runs alone; of the rest two parts at a time, since none of it looks at a clock.
alone="crowd ssh server"
beside="edits model damage"
rest=
for part in $(cd tests/faults && ls -- *.sh | sed 's/\.sh$//'); do
    case " run lib $alone $beside " in *" $part "*) ;; *) rest="$rest $part" ;; esac
done
lane $alone
bad=$?
said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT
lane $beside >"$said" 2>&1 &
lane $rest
bad=$((bad + $?))
wait $!
bad=$((bad + $?))
cat "$said"
[ $bad = 0 ]
