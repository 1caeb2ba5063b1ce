# Real OpenSSH on the loopback of a namespace of its own: accounts, sshd and the daemon as server-setup makes them.  Nothing of it is seen
# outside, and it needs root, openssh-server and ip; where they are missing it is skipped, aloud.

dir=$work/$suite

# The words of what is done in the namespace, with /etc, /var/lib, /run, /usr/local and /home of its own.
cat >"$dir/inside.sh" <<'END'
set -e
dir=$1 phieu=$2 build=$3
ip link set lo up
mkdir "$dir/etc" && mount -t tmpfs none "$dir/etc" && mkdir "$dir/etc/u" "$dir/etc/w"
mount -t overlay -o "lowerdir=/etc,upperdir=$dir/etc/u,workdir=$dir/etc/w" none /etc
for d in /var/lib /run /usr/local /home; do mount -t tmpfs none $d; done
rm -f /etc/phieu.ini
B=$build make -s install >/dev/null
phieu=/usr/local/bin/phieu
$phieu --lang en server-setup --apply
mkdir -p /run/sshd
[ -e /etc/ssh/ssh_host_ed25519_key ] || ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
cp "$dir/demo.db" /var/lib/phieu/phieu.db
chown phieu:phieu-users /var/lib/phieu/phieu.db
install -d -m 0750 -o phieu -g phieu-users /run/phieu
for who in gv001 gv002; do
    useradd -M -d /usr/local/lib/phieu/empty -s /usr/local/lib/phieu/phieu-session -p '*' -G phieu-users $who
    ssh-keygen -q -t ed25519 -N '' -f "$dir/$who"
    install -m 644 "$dir/$who.pub" /etc/ssh/phieu-keys/$who
done
mkfifo "$dir/ready"
setpriv --reuid phieu --regid phieu-users --clear-groups $phieu --lang en --db /var/lib/phieu/phieu.db serve >"$dir/ready" &
daemon=$!
read -r line <"$dir/ready"
/usr/sbin/sshd -t -f /etc/ssh/sshd_phieu_config
/usr/sbin/sshd -D -e -f /etc/ssh/sshd_phieu_config 2>"$dir/sshd.log" &
sshd=$!
ssh="ssh -F none -p 2222 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes"
until $ssh -i "$dir/gv001" gv001@127.0.0.1 verify >"$dir/verified" 2>&1 || ! kill -0 $sshd; do :; done
sh "$4" "$dir" "$ssh" "$daemon"
code=$?
kill $sshd $daemon
exit $code
END

# What is to be true there.
cat >"$dir/true.sh" <<'END'
dir=$1 ssh=$2 daemon=$3
first="$ssh -i $dir/gv001 gv001@127.0.0.1"
fail() { echo "$*"; cat "$dir/sshd.log"; exit 1; }
$first export don_vi >"$dir/export" 2>/dev/null && grep -q BGDDT "$dir/export" || fail "no export"
$first summary ket_qua_truong >"$dir/summary" 2>/dev/null || fail "no summary"
printf 'ma_don_vi,ten\r\nDV90,Ph\303\262ng\r\n' | $first import don_vi >"$dir/import" 2>&1 || fail "no import: $(cat "$dir/import")"
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
# The account is closed.
chage -E 1 gv002
$ssh -i "$dir/gv002" gv002@127.0.0.1 verify >"$dir/out" 2>&1 && fail "a closed account comes in"
exit 0
END

if [ "$(id -u)" = 0 ] && [ -x /usr/sbin/sshd ] && command -v ssh ip setpriv pgrep >/dev/null && unshare -mnpf true 2>/dev/null; then
    over_ssh() {
        demo "$dir/demo.db" && PTY=$pty unshare -mnpf --mount-proc sh "$dir/inside.sh" "$dir" "$phieu" "$build" "$dir/true.sh"
    }
    ok "people come over SSH, reach phieu and nothing else" over_ssh
else
    echo "ssh: skipped: it needs root, openssh-server, ip, setpriv, pgrep and namespaces"
fi
