# full_inside.sh DIR STEP PHIEU… : within a mount namespace, on a disk of its own (DIR/disk) that has less room and less: 0, STEP, 2·STEP …
# KiB, until there is enough.  Somebody changes the record T1 of DIR/start.db with PHIEU… (the program, its application and who it is) and
# saves; there is a plain message, what was typed stays on the screen, others read (unless there was no room for what they would share),
# and when there is room again it is saved, and nobody has to wait any more.
# PTY types, PRELOAD lies under the program, LIMIT is the patience in seconds (20).
dir=$1 step=$2
shift 2
disk=$dir/disk
db=$disk/run.db
mkdir -p "$disk"

fingerprint="SELECT value FROM _meta WHERE name = 'fingerprint'"
enough="mount -o remount,size=16m $disk"
begin() {
    mount -t tmpfs -o size=16m none "$disk" && cp "$dir/start.db" "$db" &&
        mount -o remount,size=$(($(df -k "$disk" | awk 'NR == 2 { print $3 }') + $1))k "$disk"
}
# home_says TEXT PHIEU…
home_says() {
    printf 'limit %s\nspawn env %s\nwait %s\nkey Ctrl-Q\nexit 0\n' ${LIMIT:-20} "$PRELOAD $(shift; echo "$@") --db $db" "$1" | "$PTY" -h "$dir"
}
reads() {
    "$@" --db "$db" list truong | grep -q "Tên 1"
}
# Where there is not even room for what processes share of the database, it is opened for one alone.
looked_at() {
    reads "$@" && { [ "$room" != 0 ] || home_says "The disk is full" "$@"; }
}
# A medium that cannot be written is read, and nothing is left on it.
read_only() {
    begin 1000 && mount -o remount,ro "$disk" && reads "$@" && home_says "can only be read" "$@" && [ "$(ls "$disk")" = run.db ] && umount "$disk"
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
until ! [ \$(stat -c %s $db-shm) -ge 32768 ] || $* --db $db list truong | grep -q "Tên [12]"
until $enough
wait Tên 2
key F10
wait as version 2
say saved
key Ctrl-Q
exit 0
END
}
# What had changed of the application when the disk was full is taken over, too.
stored() {
    [ "$(sqlite3 "$db" "$fingerprint")" != "$(sqlite3 "$dir/start.db" "$fingerprint")" ] &&
        "$@" --db "$db" verify >"$dir/proof" && [ "$(sqlite3 "$db" "PRAGMA integrity_check; SELECT ten, _version FROM truong WHERE ma = 'T1'" | tr '\n' ' ')" = "ok Tên 2|2 " ]
}
try() {
    typed "$@" >"$dir/script"
    looked_at "$@" && "$PTY" -h "$dir" <"$dir/script" >"$dir/said" 2>"$dir/told" &&
        { grep -q "disk is full" "$dir/said" || grep -q "as version 2" "$dir/said"; } && stored "$@"
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
read_only "$@" || { echo "on a medium that cannot be written"; exit 1; }
echo "$((room / step)) disks, $told of them full"
[ $told -gt 2 ]
