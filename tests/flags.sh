#!/bin/sh
# flags.sh COMPILER [plain]: the hardening flags that this compiler and its linker take (OpenSSF's guide for C), as two lines of make.
# "plain": without _FORTIFY_SOURCE, which sanitizers and coverage do not go with.
# Not here, for what a start would pay (docs/HACKING.md): -ftrivial-auto-var-init=zero, which also hides from valgrind and MSan what they
# should find, and -fzero-call-used-regs.
cc=$1
cflags="-fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fno-delete-null-pointer-checks -fno-strict-overflow
    -fno-strict-aliasing -fstrict-flex-arrays=3 -fPIE -Wtrampolines -Wimplicit-fallthrough
    -Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types -Werror=int-conversion"
ldflags="-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen"

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
echo '#include <stdio.h>
int main(void) { return 0; }' >"$work/a.c"
# On a bare machine this is asked before the compiler is installed: then there is no answer yet.
$cc -o "$work/a" "$work/a.c" >/dev/null 2>&1 || exit 1
taken() {
    for flag in $1; do
        $cc -Werror -Wformat -fPIE "$flag" -o "$work/a" "$work/a.c" >"$work/told" 2>&1 && printf ' %s' "$flag"
    done
}
echo "TAKEN_CFLAGS =$(taken "$cflags")$([ "$2" = plain ] || echo ' -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3')"
echo "TAKEN_LDFLAGS =$(taken "$ldflags")"
