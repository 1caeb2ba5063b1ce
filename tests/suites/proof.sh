# phieu verify, phieu erase: what was altered from outside is found, what was handed in is known by its code.

dir=$work/$suite
db=$dir/run.db
demo "$db"
kdclgd() {
    "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai:thu_ky "$@"
}

ok "sample data proves" says 0 "Nothing was altered" kdclgd verify
ok "it tells where the history ends" says 0 "$(sqlite3 "$db" "SELECT hash FROM _history ORDER BY seq DESC LIMIT 1")" kdclgd verify
ok "verifying writes nothing" untouched "$db" kdclgd verify

cp "$db" "$dir/altered.db"
sqlite3 "$dir/altered.db" "UPDATE phieu_tieu_chi SET diem_yeu = 'x' WHERE rowid = 3"
ok "an answer that was altered is found" says 1 "the record is not what was stored" "$phieu" --lang en --app forms/kdclgd --db "$dir/altered.db" verify
ok "the history is not altered by the way" says 19 "only added to" sqlite3 "$dir/altered.db" "DELETE FROM _history WHERE seq = 5"
dd if=/dev/zero of="$dir/altered.db" bs=1 seek=8192 count=100 conv=notrunc 2>/dev/null
ok "of a damaged file it says so" says 69 "damaged" "$phieu" --lang en --app forms/kdclgd --db "$dir/altered.db" verify

# ---- people and what they may do ----

people="$phieu --lang en --app forms/kdclgd --db $dir/people.db --as An"
cp "$db" "$dir/people.db"
# WHAT ARGUMENT…: of a person; what they may do is vouched for afterwards.
person() {
    $people user "$@" && says 0 "Nothing was altered" $people verify
}
ok "a person who is registered is vouched for" person add An "Lê An"
ok "so is a role that is given" person grant An quan_tri
ok "… and one for a unit and some days" sh -c "$people user add Ba && $people user grant Ba thu_ky --unit TH004 --from 2026-01-01 && $people verify"
ok "… and one that is taken again" person revoke Ba thu_ky --unit TH004
ok "… and when all are" person close Ba
sqlite3 "$dir/people.db" "INSERT INTO _grant (person, role) VALUES ('Ba', 'quan_tri')"
ok "whoever gives themselves a role from outside is found" says 1 "the table was altered" $people verify

# ---- seal codes ----

"$phieu" --lang en --app forms/kdclgd --db "$db" --as Ba:chu_tich move dot_tdg 'TH004|2026-2027' da_nop --yes >"$dir/moved" </dev/null
sealed=$(sqlite3 "$db" "SELECT code FROM _snapshot ORDER BY at DESC LIMIT 1")
ok "a dossier was handed in" [ "${#sealed}" = 12 ]
ok "a seal code holds no letter that is misread" sh -c "! echo $sealed | grep -q '[01OI]'"
ok "what was handed in is known by its code, as typed from paper" says 0 "is what was handed in" \
    kdclgd verify --seal "$(echo "$sealed" | sed 's/..../& /g' | tr A-Z a-z)"
ok "what was sealed is sealed in the history, too" [ "$(sqlite3 "$db" "SELECT count(*) = (SELECT count(*) FROM _snapshot) AND count(*) > 0 FROM _history WHERE op = 'seal'")" = 1 ]
ok "another code is unknown" says 1 "nothing was handed in" kdclgd verify --seal ABCDEFGHJKLM
# on_home CODE: what the screen tells of it.
on_home() {
    printf 'size 24x100\nkey Alt-v\nscreen asked\ntype %s\nkey Enter\nscreen told\n' "$1" >"$dir/seal.keys"
    kdclgd --script "$dir/seal.keys"
}
ok "the screen asks for a code" says 0 "Check what was handed in" on_home ABCDEFGHJKLM
ok "… and says that it is unknown" says 0 "nothing was handed in under this code" on_home ABCDEFGHJKLM
ok "… or that it still holds, however it is typed" says 0 "what stands now is what was handed in" on_home "$(echo "$sealed" | tr A-Z a-z)"
ok "with what was sealed all still holds" says 0 "Nothing was altered" kdclgd verify

printf 'key F5\ntype Phone\nkey Enter\nkey Ctrl-U\ntype 0241234567\nkey F10\nscreen end\n' >"$dir/phone.keys"
changed_since() {
    "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai enter truong TH004 --script "$dir/phone.keys"
    says 1 "changed since it was handed in" kdclgd verify --seal "$sealed" && grep 'dien_thoai .*0241234567' "$work/said"
}
ok "what was changed since is told" changed_since
told_on_home() {
    says 0 "it was changed since it was handed in" on_home "$sealed" && grep 'School TH004  *Telephone .*0241234567' "$work/said"
}
ok "… on the screen by form and field" told_on_home
cp "$db" "$dir/altered.db"
forge="DROP TRIGGER _snapshot_record_stays; UPDATE _snapshot_record SET bytes = CAST(replace(CAST(bytes AS TEXT), 'TH004', 'TH005') AS BLOB);"
sqlite3 "$dir/altered.db" "$forge"
ok "what was sealed and altered is told" says 1 "not what was sealed" "$phieu" --lang en --app forms/kdclgd --db "$dir/altered.db" verify --seal "$sealed"

# ---- signed heads ----

if [ -x /usr/bin/ssh-keygen ]; then
    ssh-keygen -q -t ed25519 -N '' -C test -f "$dir/key"
    ok "the end of the history is signed" says 0 "Signed:" kdclgd verify --sign "$dir/key" -o "$dir/head"
    ok "and known again" says 0 "still holds this entry" kdclgd verify --head "$dir/head"
    sed '2s/^/9/' "$dir/head" >"$dir/forged" && cp "$dir/head.sig" "$dir/forged.sig"
    ok "a forged head is refused" says 77 "did not succeed" kdclgd verify --head "$dir/forged"
    "$phieu" --app forms/kdclgd --db "$dir/again.db" demo >/dev/null
    ok "a history that was written anew does not hold it" says 1 "does not hold this entry" \
        "$phieu" --lang en --app forms/kdclgd --db "$dir/again.db" verify --head "$dir/head"
else
    echo "skipped: signed heads (openssh-client is not installed)"
fi

# ---- erasing ----

ok "a value is erased only for a reason" says 2 "say the reason" "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai erase truong THCS006 ten
ok "not while the record holds it" says 77 "clear it and save" "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai erase truong THCS006 ten --reason "Luật"
