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

# A hundred throws show all six sides, and the same ones again for the same seed.
dice_fall() {
    again=0
    for _ in 1 2; do
        echo 7 >"$work/seed"
        for _ in $(seq 100); do dice 6; done >"$dir/thrown$((again += 1))"
    done
    [ "$(sort -u "$dir/thrown1" | wc -l)" = 6 ] && cmp "$dir/thrown1" "$dir/thrown2"
}
ok "what is random is not always the same, and comes again with its seed" dice_fall
echo "${SEED:-1}" >"$work/seed"

for part in ${FAULT_PARTS:-$(cd tests/faults && ls -- *.sh | grep -v '^run\.sh$\|^lib\.sh$' | sed 's/\.sh$//')}; do
    . "tests/faults/$part.sh"
    ok "faults, $part" "$part" "$(rounds "$part")"
    [ "${FAULTS:-short}" = short ] || sed "s/^/$part: /" "$work/out" | tail -n 20
    planted() {
        ! "${part}_planted"
    }
    ok "faults, $part: what was planted is caught" planted
done
