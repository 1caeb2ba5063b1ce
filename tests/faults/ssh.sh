# The crowd over real OpenSSH, in a namespace (tests/program/ssh_inside.sh): what an echo and a save take with sshd in between, and how much
# memory a session has for itself.  Only in `make faults`; it needs root and openssh-server.

ssh_can() {
    [ "${FAULTS:-short}" != short ] || return 1
    [ "$(id -u)" = 0 ] && [ -x /usr/sbin/sshd ] && command -v ssh ip setpriv pgrep >/dev/null && unshare -mnpf true 2>/dev/null && return 0
    echo "skipped: it needs root, openssh-server, ip, setpriv, pgrep and namespaces"
    return 1
}
# PEOPLE of the account WHO, SAVES each.
ssh_crowd() {
    rm -rf "$dir/ssh" && mkdir "$dir/ssh" && { printf 'F2\t\\el\n'; cat "$dir/steps"; } >"$dir/ssh/steps" # in English, as the others
    cat >"$dir/ssh/memory.sh" <<'END'
for p in $(pgrep -u gv001 -x phieu); do
    awk '/^Private/ { n += $2 } END { print n }' "/proc/$p/smaps_rollup"
done | sort -n | awk '{ n[NR] = $1 } END { print NR " sessions, KiB of their own: p50 " n[int((NR + 1) / 2)] ", at most " n[NR] }'
END
    cat >"$dir/ssh/crowd.sh" <<'END'
dir=$1 ssh=$2
CROWD_FULL="sh $dir/memory.sh" CROWD_STARTS=8 "$CROWD" "$PEOPLE" "$SAVES" 12 400 "$dir/steps" $ssh -tt -i "$dir/gv001" "$WHO@127.0.0.1"
END
    demo "$dir/ssh/demo.db" &&
        WHO=$1 PEOPLE=$2 SAVES=$3 CROWD=$PWD/$build/tests/crowd SLOW=$PWD/$build/tests/slow.so unshare -mnpf --mount-proc sh \
            tests/program/ssh_inside.sh "$dir/ssh" "$phieu" "$build" "$dir/ssh/crowd.sh"
}

ssh() {
    . tests/faults/crowd.sh
    ssh_can || return 0
    crowd_steps && ssh_crowd gv001 200 5
}
# An account that there is not comes to nothing.
ssh_planted() {
    ssh_can || return 1
    CROWD_PATIENCE=5 ssh_crowd gv009 2 1
}
