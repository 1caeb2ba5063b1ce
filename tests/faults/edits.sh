# Somebody alters the database with the sqlite3 shell; `phieu verify` must find it, every time.

edits_tables="SELECT name FROM sqlite_schema WHERE type = 'table' AND (sql LIKE '%STRICT%') AND name NOT GLOB '_draft*' AND name NOT GLOB '_search*'
    AND name NOT IN ('_meta', '_table', '_session', '_serial', '_operator', '_verified', '_verified_value') ORDER BY name"

# edit_sql FILE TABLE: one statement that changes one row of the table, at random.
edit_sql() {
    n=$(sqlite3 "$1" "SELECT count(*) FROM \"$2\"")
    [ "$n" -gt 0 ] || return 1
    columns=$(sqlite3 "$1" "SELECT count(*) FROM pragma_table_info('$2')")
    at=$(dice "$n")
    column=$(sqlite3 "$1" "SELECT name || ' ' || type FROM pragma_table_info('$2') LIMIT 1 OFFSET $(dice "$columns")")
    type=${column#* }
    column=${column%% *}
    key=$(sqlite3 "$1" "SELECT group_concat('\"' || name || '\" IS ' || 'o.\"' || name || '\"', ' AND ') FROM pragma_table_info('$2')")
    where="EXISTS (SELECT 1 FROM (SELECT * FROM \"$2\" LIMIT 1 OFFSET $at) AS o WHERE $(echo "$key" | sed "s/\"\([^\"]*\)\" IS o/\"$2\".\"\1\" IS o/g"))"
    case $type in INTEGER) other="coalesce(\"$column\", 0) + 1" ;; REAL) other="coalesce(\"$column\", 0) + 0.01" ;;
        BLOB) other="CAST(\"$column\" || 'x' AS BLOB)" ;; *) other="coalesce(\"$column\", '') || 'x'" ;; esac
    case $(dice 4) in
        0) echo "DELETE FROM \"$2\" WHERE $where" ;;
        1) echo "UPDATE \"$2\" SET \"$column\" = NULL WHERE $where AND \"$column\" IS NOT NULL" ;;
        *) echo "UPDATE \"$2\" SET \"$column\" = $other WHERE $where" ;;
    esac
}

# As somebody does it who knows of the triggers: away with them, and back again.
edit_with() {
    drop=$(sqlite3 "$1" "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'")
    back=$(sqlite3 "$1" "SELECT group_concat(sql || ';', ' ') FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
    sqlite3 "$1" "$drop; $2; SELECT changes(); $back" 2>/dev/null
}

edits_verify() {
    says 1 "altered from outside" "$phieu" --lang en --app forms/kdclgd --db "$1" verify
}

edits() {
    db=$dir/edits.db
    demo "$dir/whole.db"
    "$phieu" --app forms/kdclgd --db "$dir/whole.db" user add An >/dev/null && "$phieu" --app forms/kdclgd --db "$dir/whole.db" user grant An quan_tri >/dev/null || return 1
    names=$(sqlite3 "$dir/whole.db" "$edits_tables")
    count=$(echo "$names" | wc -l)
    done=0
    tried=0
    while [ $done -lt "$1" ]; do
        tried=$((tried + 1))
        [ $tried -lt $(($1 * 20 + 100)) ] || { echo "too few edits take"; return 1; }
        table=$(echo "$names" | sed -n "$(($(dice "$count") + 1))p")
        sql=$(edit_sql "$dir/whole.db" "$table") || continue
        cp "$dir/whole.db" "$db"
        [ "$(edit_with "$db" "$sql" | tail -1)" = 1 ] || continue # a rule of the database forbids it, or nothing changes
        edits_verify "$db" >/dev/null || { echo "seed ${SEED:-1}, edit $done is not found: $sql"; return 1; }
        done=$((done + 1))
    done
    echo "$done edits found"
}

# What nobody vouches for is not found, and the harness says so.
edits_planted() {
    cp "$dir/whole.db" "$dir/planted.db" || demo "$dir/planted.db"
    edit_with "$dir/planted.db" "UPDATE _table SET listing = listing || 'x'"
    edits_verify "$dir/planted.db"
}
