# The harnesses of tests/faults, a few rounds each; `make faults` runs them to the end.
dir=$work/$suite
. tests/faults/lib.sh

# rounds PART: how many, in `make check` and in `make faults`.
rounds() {
    case $1:${FAULTS:-short} in
        edits:short) echo 40 ;; edits:*) echo 1000 ;;
        damage:short) echo 15 ;; damage:*) echo 1000 ;;
        *:short) echo short ;; *) echo full ;;
    esac
}

for part in ${FAULT_PARTS:-$(cd tests/faults && ls -- *.sh | grep -v '^run\.sh$\|^lib\.sh$' | sed 's/\.sh$//')}; do
    . "tests/faults/$part.sh"
    ok "faults, $part" "$part" "$(rounds "$part")"
    [ "${FAULTS:-short}" = short ] || sed "s/^/$part: /" "$work/out" | head -20
    planted() {
        ! "${part}_planted"
    }
    ok "faults, $part: what was planted is caught" planted
done
