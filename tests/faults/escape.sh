# Attempts to get out of a session on a server, by keys, variables and arguments (escape.tsv), in four roles; and, in those that must not,
# to read what a member of an external team is writing.  The system calls tell whether
# a program was started, a file written, or one read that is none of the program's own; and the secret beside it is nowhere on the screen.

# The account and what the system itself reads of it are read before a session gives anything up.
escape_own="^(/etc/(ld\.so\.cache|nsswitch\.conf|passwd|terminfo.*|phieu\.ini|localtime)|(/usr)?/(lib|share|lib64)/.*|/dev/(null|tty|pts/.*)|/proc/self/.*|/|\.|(/.*/)?(forms/kdclgd|build[^/]*/locale)(/.*)?)$"
escape_judge() {
    awk -v own="$escape_own" '
        / execve(at)?\(/ && / = 0/ && ++programs > 1 { print "a program was started: " $0; bad = 1 }
        /(fork|clone3?)\(/ && / = [0-9]+$/ && !/CLONE_THREAD/ { print "a process was started: " $0; bad = 1 }
        /(creat|unlink(at)?|rename(at2?)?|mkdir(at)?)\(/ && / = 0$/ { print "a file was changed: " $0; bad = 1 }
        / open(at)?\(/ && / = [0-9]+$/ {
            match($0, /"[^"]*"/)
            path = substr($0, RSTART + 1, RLENGTH - 2)
            if (/O_WRONLY|O_RDWR|O_CREAT/ && path !~ /^\/dev\//) { print "a file was opened for writing: " $0; bad = 1 }
            else if (path !~ own) { print "a file was read: " $0; bad = 1 }
        }
        END { if (!programs) print "nothing was seen"; exit bad || !programs }' "$dir/trace"
}
escape_session() {
    rm -f "$dir/trace"
    echo "strace -f -o $dir/trace -e trace=execve,execveat,open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,fork,vfork,clone,clone3 $phieu --session --lang en --app $PWD/forms/kdclgd --socket $dir/sock"
}
# by KIND WHAT ROLE
escape_by() {
    case $1 in
    keys)
        {
            echo "spawn $(escape_session) --as :$3"
            echo "wait F1 Help"
            printf '%s\n' "$2" | awk '{ gsub(/ ;; /, "\n"); print }'
            echo "key Ctrl-Q"
            echo "exit any"
        } >"$dir/script"
        ;;
    env)
        { echo "spawn env $2 $(escape_session) --as :$3"; echo "wait F1 Help"; echo "key F2"; echo "key Ctrl-Q"; echo "exit any"; } >"$dir/script"
        ;;
    *)
        { echo "spawn $(escape_session) --as :$3 $2"; echo "exit any"; } >"$dir/script"
        ;;
    esac
    "$pty" -h "$dir/evil" <"$dir/script" >"$dir/said" 2>&1 || { cat "$dir/said"; return 1; }
    escape_judge && ! grep -q "the secret of the house" "$dir/said" && [ -z "$(ls "$dir/evil")" ]
}
escape_prepare() {
    export ASAN_OPTIONS=detect_leaks=0 # it looks for them in a process of its own, which a session may not start
    command -v strace >/dev/null || { echo "skipped: there is no strace"; return 1; }
    mkdir -p "$dir/evil" && echo "the secret of the house" >"$dir/secret" && server_start && escape_hide
}
# The same secret, where its author alone and the department read it; the roles are held, since in sample data whoever is nobody plays all of them.
escape_hide() {
    for role in thu_ky uy_vien can_bo quan_tri truong_doan thu_ky_doan; do
        sqlite3 "$dir/served.db" "INSERT INTO _grant (person, role) VALUES ('$(id -un)', '$role')" || return 1
    done
    sqlite3 "$dir/served.db" "UPDATE nghien_cuu_ho_so SET nhan_xet = 'the secret of the house', chua_ro = nhan_xet WHERE _state = 'dang_viet'" &&
        [ "$(sqlite3 "$dir/served.db" "SELECT count(*) FROM nghien_cuu_ho_so WHERE nhan_xet = 'the secret of the house'")" -gt 0 ]
}

escape() {
    . tests/faults/server.sh
    escape_prepare || { command -v strace >/dev/null && return 1; return 0; }
    tried=0
    judged=0
    ok=0
    while IFS="$(printf '\t')" read -r kind what; do
        tried=$((tried + 1))
        roles="thu_ky uy_vien can_bo quan_tri"
        [ "$kind" != read ] || roles="truong_doan uy_vien thu_ky_doan thu_ky"
        # shellcheck disable=SC2086
        [ "$1" = full ] || { [ $((tried % 6)) = 0 ] || continue; set -- short $(echo $roles | cut -d' ' -f$((tried / 6 % 4 + 1))); roles=$2; }
        for role in $roles; do
            eval "what=\"$(echo "$what" | sed 's/[\\"`]/\\&/g; s/\$\([^d]\)/\\$\1/g')\""
            judged=$((judged + 1))
            escape_by "$kind" "$what" "$role" || { echo "$kind '$what' as $role"; ok=1; }
        done
    done <<END
$(grep -v '^#' tests/faults/escape.tsv)
END
    echo "$judged attempts"
    server_stop && [ $judged -ge 10 ] && [ $ok = 0 ]
}

# A program that is no session writes a file: that must be seen.
escape_planted() {
    command -v strace >/dev/null || return 1
    cp "$dir/served.db" "$dir/planted.db" 2>/dev/null || demo "$dir/planted.db"
    strace -f -o "$dir/trace" -e trace=execve,open,openat,creat "$phieu" --app "$PWD/forms/kdclgd" --db "$dir/planted.db" export don_vi -o "$dir/out.csv" >/dev/null 2>&1
    escape_judge
}
