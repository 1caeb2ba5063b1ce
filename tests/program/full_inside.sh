# full_inside.sh DIR STEP PHIEU… : within a mount namespace, on a disk of its own (DIR/disk) that has less room and less: 0, STEP, 2·STEP …
# KiB, until there is enough.  Somebody changes the record T1 of DIR/start.db with PHIEU… (the program, its application and who it is) and
# saves; there is a plain message, what was typed stays on the screen, others read, and when there is room again it is saved.
# PTY types, PRELOAD lies under the program, LIMIT is the patience in seconds (20).
dir=$1 step=$2
shift 2
disk=$dir/disk
db=$disk/run.db
mkdir -p "$disk"

enough="mount -o remount,size=16m $disk"
begin() {
    mount -t tmpfs -o size=16m none "$disk" && cp "$dir/start.db" "$db" &&
        mount -o remount,size=$(($(df -k "$disk" | awk 'NR == 2 { print $3 }') + $1))k "$disk"
}
# Where there is not even room for the file that SQLite makes at the start, that is said, and reading goes on.
refused() {
    grep -aq "disk is full" "$dir/told" && "$@" --db "$db" list truong | grep -q "Tên 1" && $enough
}
# Its draft is kept or not, and so is the record: both are told as they are.
typed() {
    cat <<END
limit ${LIMIT:-20}
spawn env $PRELOAD $* --db $db enter truong T1
wait *Name
say started
key Ctrl-U
send Tên 2
wait Tên 2
key F10
settle
screen
say tried
until $* --db $db list truong | grep -q "Tên [12]"
until $enough
wait Tên 2
key F10
wait as version 2
say saved
key Ctrl-Q
exit 0
END
}
stored() {
    "$@" --db "$db" verify >"$dir/proof" && [ "$(sqlite3 "$db" "PRAGMA integrity_check; SELECT ten, _version FROM truong WHERE ma = 'T1'" | tr '\n' ' ')" = "ok Tên 2|2 " ]
}
try() {
    typed "$@" >"$dir/script"
    if "$PTY" -h "$dir" <"$dir/script" >"$dir/said" 2>"$dir/told"; then
        { grep -q "disk is full" "$dir/said" || grep -q "as version 2" "$dir/said"; } && stored "$@"
    else
        ! grep -q "^started" "$dir/said" && refused "$@"
    fi
}

room=0
told=0
until grep -q "as version 2" "$dir/said" 2>/dev/null; do
    [ $room -lt 2000 ] || { echo "no room is enough"; exit 1; }
    begin $room && try "$@" || { echo "with $room KiB"; cat "$dir/said" "$dir/told" "$dir/proof"; exit 1; }
    ! grep -q "disk is full" "$dir/said" "$dir/told" || told=$((told + 1))
    umount "$disk"
    room=$((room + step))
done
echo "$((room / step)) disks, $told of them full"
[ $told -gt 2 ]
