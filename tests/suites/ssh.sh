# Real OpenSSH on the loopback of a namespace of its own: accounts, sshd and the daemon as server-setup makes them.  Nothing of it is seen
# outside, and it needs root, openssh-server and ip; where they are missing it is skipped, aloud.

dir=$work/$suite

# What is to be true there.
cat >"$dir/true.sh" <<'END'
dir=$1 ssh=$2 daemon=$3
first="$ssh -i $dir/gv001 gv001@127.0.0.1"
fail() { echo "$*"; cat "$dir/sshd.log"; exit 1; }
$first export don_vi >"$dir/export" 2>/dev/null && grep -q BGDDT "$dir/export" || fail "no export"
$first summary ket_qua_truong >"$dir/summary" 2>/dev/null || fail "no summary"
printf 'ma_nguoi,ho_ten,truong\r\nGV-9,Th\303\272y,THCS001\r\n' | $first import nguoi >"$dir/import" 2>&1 || fail "no import: $(cat "$dir/import")"
for command in id "export ../x" "sh -c id" "export don_vi; id" "internal-sftp"; do
    $first "$command" >"$dir/out" 2>&1 && fail "'$command' was done"
    grep -q "uid=" "$dir/out" && fail "'$command' started a program"
done
$ssh -i "$dir/gv001" -s gv001@127.0.0.1 sftp </dev/null >"$dir/out" 2>&1 && fail "sftp was given"
$ssh -i "$dir/gv001" -N -o ExitOnForwardFailure=yes -R 2300:127.0.0.1:2222 gv001@127.0.0.1 >"$dir/out" 2>&1 && fail "a forward was given"
setpriv --reuid gv001 --regid gv001 --init-groups cat /var/lib/phieu/phieu.db >/dev/null 2>&1 && fail "the database can be read"
"$PTY" -h "$dir" <<SCRIPT || fail "the screen does not work"
spawn $ssh -tt -i $dir/gv002 gv002@127.0.0.1
wait gv002
key F2
key Esc
key Esc
key Ctrl-Q
exit any
SCRIPT
# A session whose line is cut is gone; what it typed is a draft.
"$PTY" -h "$dir" <<SCRIPT || fail "a cut line"
spawn $ssh -tt -i $dir/gv002 gv002@127.0.0.1
wait gv002
until pgrep -u gv002 phieu
kill KILL
until ! pgrep -u gv002 phieu
exit any
SCRIPT
# Somebody leaves: the roles end, the account expires, its key is moved.
admin="/usr/local/bin/phieu --lang en --db /var/lib/phieu/phieu.db --as quantri user"
$admin add gv002 && $admin grant gv002 thu_ky --unit THCS001 || fail "no role"
$admin close gv002 >"$dir/out" && grep -qx "/usr/bin/chage -E 1 gv002" "$dir/out" && [ -e /etc/ssh/phieu-keys/gv002 ] || fail "not told: $(cat "$dir/out")"
$admin grant gv002 thu_ky --unit THCS001 && setpriv --reuid phieu --regid phieu-users --clear-groups $admin close gv002 --apply >"$dir/out" 2>&1 && fail "not root"
grep -q "only root can do this" "$dir/out" || fail "not told: $(cat "$dir/out")"
$admin close gv002 --apply || fail "not closed"
[ ! -e /etc/ssh/phieu-keys/gv002 ] && [ -e /etc/ssh/phieu-keys-closed/gv002 ] || fail "the key is where it was"
$ssh -i "$dir/gv002" gv002@127.0.0.1 verify >"$dir/out" 2>&1 && fail "a closed account comes in"
mv /etc/ssh/phieu-keys-closed/gv002 /etc/ssh/phieu-keys/
$ssh -i "$dir/gv002" gv002@127.0.0.1 verify >"$dir/out" 2>&1 && fail "a closed account comes in by its key"
chage -l gv002 | grep -q 'Account expires.*1970' || fail "it does not expire"
exit 0
END

if [ "${build%-san}" != "$build" ]; then
    echo "ssh: skipped: sanitizers need more room than a session is given"
elif [ "$(id -u)" = 0 ] && [ -x /usr/sbin/sshd ] && command -v ssh ip setpriv pgrep >/dev/null && unshare -mnpf true 2>/dev/null; then
    over_ssh() {
        demo "$dir/demo.db" && PTY=$pty unshare -mnpf --mount-proc sh tests/program/ssh_inside.sh "$dir" "$phieu" "$build" "$dir/true.sh"
    }
    ok "people come over SSH, reach phieu and nothing else" over_ssh
else
    echo "ssh: skipped: it needs root, openssh-server, ip, setpriv, pgrep and namespaces"
fi
