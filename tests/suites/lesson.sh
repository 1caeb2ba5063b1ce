# The lesson of the sample data is played from its first line to its last, as its board says; what is done ticks itself off.

lesson_db=$work/lesson/run.db
# lesson_keys: one part a thing to do, each from the board and back to it.
lesson_keys() {
    cat <<'KEYS'
key End
screen trang chính
key Enter
screen 0
key Enter, Tab, Tab, Tab
type dat/dat
key F10, Ctrl-X
screen 1
key Enter, Tab, Tab, F9
type 2.1.01
key Enter, Down, F9
type 2.1.02
key Enter, F10, Ctrl-X
screen 2
key Enter, F5
type muc hoi dong
key Enter
type 0
key Tab, F10
screen lỗi
key Ctrl-X
screen 3
key Enter, F8
type Mới bố trí nhân sự từ tháng 10.
key F10, Ctrl-X
screen 4
key Enter, Alt-t
type 1
screen chuyển
key Ctrl-X
screen 5
key Enter, Alt-t
type 2
type Bổ sung hiện trạng.
key Enter, Ctrl-X
screen 7
KEYS
}
lesson_played() {
    demo "$lesson_db" || return 1
    lesson_keys >"$work/lesson/keys"
    "$phieu" --app forms/kdclgd --db "$lesson_db" --lang vi --as Mai --script "$work/lesson/keys" >"$work/lesson/screens"
}
# lesson_shows SCREEN TEXT: among the lines of that screen, with runs of blanks as one.
lesson_shows() {
    awk -v name="── $1" '/^── / { on = $0 == name } on && /^[|]/' "$work/lesson/screens" | tr -s ' ' >"$work/lesson/one"
    grep -qF -- "$2" "$work/lesson/one" || { cat "$work/lesson/one"; return 1; }
}
lesson_done() {
    awk -v name="── $1" '/^── / { on = $0 == name } on && /^[|] [1-7][.]/' "$work/lesson/screens" | grep -c '  xong *|$'
}

ok "the lesson is played" lesson_played
ok "home offers it" lesson_shows 'trang chính' 'Bài học mười phút'
for n in 0 1 2 3 4 5 7; do
    ok "$n things are ticked off when they are done" test "$(lesson_done "$n")" = "$n"
done
ok "what comes next is marked" lesson_shows 3 '4. Sửa lỗi ! làm tiếp'
ok "… and told below" lesson_shows 3 'F8 đến đúng ô lỗi'
ok "the problem that it speaks of is there" lesson_shows lỗi 'còn 1 vấn đề'
ok "the end says how it is played again" lesson_shows 7 'Alt-x'
lesson_traced() {
    "$phieu" --app forms/kdclgd --db "$lesson_db" --lang en log phieu_tieu_chi 'THCS001|2026-2027|thcs|tt57_pt-2.3' >"$work/lesson/log" &&
        grep -q 'Bổ sung hiện trạng' "$work/lesson/log"
}
ok "the history tells of it" lesson_traced

lesson_in_english() {
    printf '%s\n' 'key End, Enter' 'screen board' >"$work/lesson/keys"
    "$phieu" --app forms/kdclgd --db "$lesson_db" --lang en --as Mai --script "$work/lesson/keys" >"$work/lesson/screens" && lesson_shows board 'The lesson is over'
}
ok "it speaks English, too" lesson_in_english

# Real data have no lesson.
lesson_not_real() {
    printf '%s\n' 'screen home' >"$work/lesson/keys"
    "$phieu" --app forms/kdclgd --db "$work/lesson/real.db" --lang en --as Mai --script "$work/lesson/keys" >"$work/lesson/screens" || return 1
    grep -q 'Hand in' "$work/lesson/screens" && ! grep -q lesson "$work/lesson/screens"
}
ok "a database of one's own has no lesson" lesson_not_real
