# docs/forms.md is true: the application that it shows is whole, and every word of the language stands in it.
# A block that opens with ```LANGUAGE FILE is that file of the application; ```csv expected is what its summary prints.

docs_app=$work/docs/thu_vien
docs_db=$work/docs/thu_vien.db

# docs_extract: write the document's blocks to their files.
docs_extract() {
    awk -v app="$docs_app" -v out="$work/docs" '
        /^```[a-z]+ [^ ]+$/ {
            file = ($2 ~ /\./ ? app : out) "/" $2
            folder = file
            sub(/\/[^\/]*$/, "", folder)
            system("mkdir -p \"" folder "\"")
            next
        }
        /^```/ { file = ""; next }
        file != "" { print > file }
    ' docs/forms.md
    test -s "$docs_app/app.ini" && test -s "$work/docs/expected"
}

docs_silent() {
    "$phieu" --app "$docs_app" check >"$work/docs/faults" 2>&1
    code=$?
    cat "$work/docs/faults"
    [ $code = 0 ] && [ ! -s "$work/docs/faults" ]
}

# docs_summary EXPECTED SUMMARY …
docs_summary() {
    expected=$work/docs/$1
    shift
    "$phieu" --app "$docs_app" --db "$docs_db" --lang vi summary "$@" >"$work/docs/csv" || return 1
    tr -d '\r' <"$work/docs/csv" | diff "$expected" -
}

# What is left of the document without its tags, and without the line that says that it is a sample.
docs_report() {
    "$phieu" --app "$docs_app" --db "$docs_db" --lang vi report phieu_muon 2 | sed 's/<[^>]*>//g; /^ *$/d; /DỮ LIỆU MẪU/d' | diff "$work/docs/expected_phieu" -
}

docs_report_text() {
    "$phieu" --app "$docs_app" --db "$docs_db" --lang vi report phieu_muon 2 --format txt --width 60 2>/dev/null | diff "$work/docs/expected_phieu_chu" -
}

# The page without its tags, a row a line.
docs_page() {
    "$phieu" --app "$docs_app" --db "$docs_db" --lang vi report kho | sed '/<style>/d; s/<\/tr>/\n/g' | sed 's/<title>.*<\/title>/ /; s/<[^>]*>//g; s/DỮ LIỆU MẪU//; /^ *$/d' |
        diff "$work/docs/expected_kho" -
}

docs_report_lines() { sed -n 's/.*KEYS\[\] = {\(.*\)};/\1/p' src/form/report.c | tr -d '"' | tr ',' '\n' | sed 's/ *\(.*\)/-- \1:/' | docs_has; }

docs_sealed() {
    for move in 'nam_hoc 2026-2027 khoa --reason xong --yes' 'nam_hoc 2026-2027 mo' 'muon 2 da_tra'; do
        # shellcheck disable=SC2086
        "$phieu" --app "$docs_app" --db "$docs_db" move $move || return 1
    done
    docs_summary expected_khoa no_khi_khoa nam_hoc=2026-2027
}

# Lan keys, Hoa keys again.
docs_keyed() {
    export PHIEU_NOW=2026-11-23T01:05:00.000Z
    "$phieu" --app "$docs_app" --db "$docs_db" --as Lan:thu_thu --script "$docs_app/dem.keys" enter nam_hoc 2026-2027 &&
        "$phieu" --app "$docs_app" --db "$docs_db" --as Hoa:thu_thu --script "$docs_app/doi_chieu.keys" enter --verify nam_hoc 2026-2027
    code=$?
    unset PHIEU_NOW
    [ $code = 0 ] && docs_summary expected_doi_chieu doi_chieu && docs_summary expected_thao_tac thao_tac --as Hoa:hieu_truong
}

docs_supposed() {
    "$phieu" --app "$docs_app" --db "$docs_db" --as Lan:thu_thu --lang en --script "$docs_app/thu.keys" >"$work/docs/screens"
    grep 'phương Nam' "$work/docs/screens" | tr -s ' ' | tee "$work/docs/rows"
    [ "$(cut -d' ' -f6- "$work/docs/rows" | tr '\n' ';')" = '2 1 1 |;2 0 2 |;' ] && grep -q 'WHAT IF |' "$work/docs/screens" &&
        [ "$(sqlite3 "$docs_db" "SELECT sum(da_tra) FROM muon__cuon WHERE _record = (SELECT _id FROM muon WHERE so = 3)")" = 1 ]
}

docs_copied() {
    mv "$work/docs/nam_moi" "$work/docs/nam_moi.csv" &&
        "$phieu" --app "$docs_app" --db "$docs_db" import nam_hoc "$work/docs/nam_moi.csv" &&
        "$phieu" --app "$docs_app" --db "$docs_db" copy nam_hoc 2027-2028 nam_truoc --yes &&
        "$phieu" --app "$docs_app" --db "$docs_db" export nam_hoc.ban_doc --where "nam = '2027-2028'" | tr -d '\r' | diff "$work/docs/expected_chep" - &&
        "$phieu" --app "$docs_app" --db "$docs_db" copy nam_hoc 2027-2028 --undo --yes &&
        [ "$("$phieu" --app "$docs_app" --db "$docs_db" export nam_hoc.ban_doc --where "nam = '2027-2028'" | wc -l)" = 1 ]
}

docs_renumbered() {
    "$phieu" --app "$docs_app" --db "$docs_db" renumber bao_hong 2026-2027 --yes &&
        "$phieu" --app "$docs_app" --db "$docs_db" export bao_hong --exact >"$work/docs/csv" && tr -d '\r' <"$work/docs/csv" | diff "$work/docs/expected_bao_hong" - &&
        "$phieu" --app "$docs_app" --db "$docs_db" export muon --exact | grep -F 'Một bản đã cũ (TR-02, TR-03).'
}

docs_blind() {
    for step in y_kien y_kien_xong; do
        "$phieu" --app "$docs_app" --db "$docs_db" --as mai export y_kien | tr -d '\r' | diff "$work/docs/expected_$step" - || return 1
        "$phieu" --app "$docs_app" --db "$docs_db" --as mai move y_kien '2026-2027|TR001|Mai' xong --yes || [ $step = y_kien_xong ] || return 1
    done
}

docs_roles() {
    for who in Lan:thu_thu Hoa:hieu_truong; do
        printf 'screen home\n' | "$phieu" --app "$docs_app" --db "$docs_db" --as $who --lang en --script - | grep -oE 'Books that must come back|Close the school year'
    done >"$work/docs/steps"
    [ "$(tr '\n' ';' <"$work/docs/steps")" = 'Books that must come back;Close the school year;' ]
}

# A database remembers the application's name, so that must be the same from inside the folder.
docs_dot() { (cd "$docs_app" && "$phieu" --app . --db "$docs_db" list sach); }

# docs_has: each line of standard input stands in the document (or, given, in another file); there is at least one line.
docs_has() {
    missing=0
    lines=0
    while IFS= read -r word; do
        lines=$((lines + 1))
        grep -qF -e "$word" "${1:-docs/forms.md}" || { echo "not there: $word"; missing=1; }
    done
    echo "$lines looked for"
    [ $missing = 0 ] && [ $lines -gt 0 ]
}

docs_keys() { sed -n 's/^    {"\([a-z_.]*\)", read_.*/`\1`/p' src/form/load_form.c src/form/load_app.c | sort -u | docs_has; }

docs_sections() {
    grep -oh '{"[a-z]*", [a-z]*, declare_' src/form/load_form.c src/form/load_app.c | sed 's/{"\([a-z]*\)".*/`[\1/' | docs_has
}

docs_types() { sed -n 's/^    \[FIELD_[A-Z_]*\] = "\([a-z_]*\)",$/`\1/p' src/form/read.c | docs_has; }

docs_functions() { sed -n 's/^        {"\([a-z_]*\)", [0-9], .*fn_.*/| `\1(/p' src/form/functions.c | docs_has; }

docs_summary_lines() { grep -o '{"[a-z.]*", read_' src/form/summary.c | sed 's/{"\(.*\)", read_/-- \1:/' | docs_has; }

# The manual is made from the tables of src/app/cli.c; so nothing of them may be lost on the way.
docs_manual() {
    "$phieu" --man >"$work/docs/man" || return 1
    {
        sed -n 's/^    {"\([a-z-]*\)", ".*cmd_.*/.It Cm \1/p' src/app/cli.c
        sed -n 's/^    {OPT_[A-Z_]*, [^,]*, "\([a-z-]*\)".*/Fl Fl \1/p' src/app/cli.c
    } | docs_has "$work/docs/man"
}

ok "the application of docs/forms.md can be taken out of it" docs_extract
ok "the application of docs/forms.md has no fault" docs_silent
ok "its sample data loads" "$phieu" --app "$docs_app" --db "$docs_db" demo
ok "its records keep its rules" "$phieu" --app "$docs_app" --db "$docs_db" validate
ok "its summaries are the ones shown" docs_summary expected muon_theo_lop den_ngay=2026-12-31
ok "… also of several records in one value" docs_summary expected_sach_hay sach_hay
ok "a document says what its record holds" docs_report
ok "… also as text" docs_report_text
ok "a page says what all records hold" docs_page
ok "what others think is read when one has said it oneself" docs_blind
ok "what was sealed stays as it was" docs_sealed
ok "what was keyed twice, and how fast, is told" docs_keyed
ok "what would follow is seen and not stored" docs_supposed
ok "slips are numbered anew, and so is what mentions them" docs_renumbered
ok "what is known of the years before is copied into a new one" docs_copied
ok "a role sees the steps that are its own" docs_roles
ok "its folder may be named by a dot" docs_dot
ok "docs/forms.md explains every key" docs_keys
ok "docs/forms.md explains every kind of section" docs_sections
ok "docs/forms.md explains every type" docs_types
ok "docs/forms.md explains every function" docs_functions
ok "docs/forms.md explains every line of a summary's comment" docs_summary_lines
ok "docs/forms.md explains every line of a document's comment" docs_report_lines
ok "the manual names every command and option" docs_manual
named() {
    awk '/^```[a-z]+ [^ ]*[.][^ ]*$/ { f = $2; sub(/ .*/, "", f); if (last != "**`" f "`**") { print f " is not named above its block"; bad = 1 } } NF { last = $0 } END { exit bad }' docs/forms.md
}
ok "docs/forms.md names each file above its block" named
