# ssh_inside.sh DIR PHIEU BUILD SCRIPT: within a namespace of its own, with /etc, /var/lib, /run, /usr/local and /home of its own, the accounts,
# sshd and the daemon as server-setup makes them; then SCRIPT DIR SSH DAEMON, whose exit code is this one's.  DIR holds demo.db.
# SLOW: a library under which the daemon runs.
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
env ${SLOW:+LD_PRELOAD=$SLOW} setpriv --reuid phieu --regid phieu-users --clear-groups $phieu --lang en --db /var/lib/phieu/phieu.db serve >"$dir/ready" &
daemon=$!
read -r line <"$dir/ready"
/usr/sbin/sshd -t -f /etc/ssh/sshd_phieu_config
/usr/sbin/sshd -D -e -f /etc/ssh/sshd_phieu_config 2>"$dir/sshd.log" &
sshd=$!
ssh="ssh -F none -p 2222 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes"
asked=0
until $ssh -i "$dir/gv001" gv001@127.0.0.1 verify >"$dir/verified" 2>&1 || ! kill -0 $sshd || [ $((asked += 1)) = 100 ]; do :; done
sh "$4" "$dir" "$ssh" "$daemon"
code=$?
kill $sshd $daemon
exit $code
