#!/bin/sh
# sbom.sh VERSION PROGRAM: what the program is linked with, as SPDX 2.3 (JSON): package, version and licence of each library, as dpkg knows
# them.  The program's own licence is that of the file LICENSE.
version=$1
program=$2
command -v dpkg-query >/dev/null 2>&1 || { echo "sbom: dpkg is needed to tell which package a library is of" >&2; exit 1; }

# The first licence that the package's copyright file names.
licence() {
    awk '/^License: */ { sub(/^License: */, ""); print; exit }' "/usr/share/doc/$1/copyright" 2>/dev/null | tr -d '"\\'
}
# The package a library's file is of; since Debian 12 dpkg may know it by its name without /usr.
package() {
    real=$(readlink -f "$1")
    { dpkg-query -S "$real" || dpkg-query -S "${real#/usr}"; } 2>/dev/null | head -1 | sed 's/[:,].*//'
}
packages=$(ldd "$program" | awk '$2 == "=>" { print $3 }' | while read -r lib; do package "$lib"; done | sort -u)

sum=$(sha256sum "$program" | cut -d' ' -f1)
printf '{"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"phieu-%s",\n' "$version"
printf '"documentNamespace":"https://spdx.org/spdxdocs/phieu-%s-%s",\n' "$version" "$sum"
printf '"creationInfo":{"created":"%s","creators":["Tool: tests/sbom.sh"]},\n' "$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%FT%TZ)"
printf '"packages":[\n{"SPDXID":"SPDXRef-phieu","name":"phieu","versionInfo":"%s","downloadLocation":"NOASSERTION","filesAnalyzed":false,' "$version"
printf '"licenseConcluded":"MIT","licenseDeclared":"MIT","checksums":[{"algorithm":"SHA256","checksumValue":"%s"}]}' "$sum"
for p in $packages; do
    printf ',\n{"SPDXID":"SPDXRef-%s","name":"%s","versionInfo":"%s","downloadLocation":"NOASSERTION","filesAnalyzed":false,' "$p" "$p" \
        "$(dpkg-query -W -f '${Version}' "$p")"
    printf '"licenseConcluded":"NOASSERTION","licenseDeclared":"NOASSERTION","licenseComments":"%s",' "$(licence "$p")"
    printf '"externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:deb/debian/%s@%s"}]}' "$p" \
        "$(dpkg-query -W -f '${Version}' "$p")"
done
printf '],\n"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-phieu"}'
for p in $packages; do
    printf ',\n{"spdxElementId":"SPDXRef-phieu","relationshipType":"DYNAMIC_LINK","relatedSpdxElement":"SPDXRef-%s"}' "$p"
done
printf ']}\n'
