# hostile.awk: text that commands terminals, hides or is none, one case a line: its class, a tab, its bytes in hexadecimal.  Made by
# rules, so that a test may ask for more of any class.  Of C0 only NUL, tab and the line breaks are missing, which are no text at all,
# or a blank.

function case_of(class, hex) {
    print class "\t" hex
}

# The bytes of a code point as UTF-8.
function utf8(cp) {
    if (cp < 128) return sprintf("%02x", cp)
    if (cp < 2048) return sprintf("%02x%02x", 192 + int(cp / 64), 128 + cp % 64)
    if (cp < 65536) return sprintf("%02x%02x%02x", 224 + int(cp / 4096), 128 + int(cp / 64) % 64, 128 + cp % 64)
    return sprintf("%02x%02x%02x%02x", 240 + int(cp / 262144), 128 + int(cp / 4096) % 64, 128 + int(cp / 64) % 64, 128 + cp % 64)
}

function number(hex,    i, n) {
    n = 0
    for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
    return n
}

# ASCII as hexadecimal; the pieces of a list by blanks, "\" for a blank.
function ascii(text,    i, out) {
    out = ""
    for (i = 1; i <= length(text); i++) out = out sprintf("%02x", ord[substr(text, i, 1)])
    return out
}

function range(class, from, to,    cp) {
    for (cp = from; cp <= to; cp++) case_of(class, utf8(cp))
}

function each_code_point(class, list,    n, i, cps, ends) {
    n = split(list, cps, " ")
    for (i = 1; i <= n; i++)
        if (split(cps[i], ends, "-") == 2) range(class, number(ends[1]), number(ends[2]))
        else case_of(class, utf8(number(cps[i])))
}

function each_sequence(class, intro, list, tail,    n, i, parts) {
    n = split(list, parts, " ")
    for (i = 1; i <= n; i++) case_of(class, intro ascii(parts[i]) tail)
}

function each_bytes(class, list,    n, i, parts) {
    n = split(list, parts, " ")
    for (i = 1; i <= n; i++) case_of(class, parts[i])
}

BEGIN {
    for (i = 32; i < 127; i++) ord[sprintf("%c", i)] = i
    csi = "2J K 1;1H 31;7m ?25l ?1049h 6n 5n c >c 21t 20t 18t 14t 5i 1;5r 3L 3M 3P 3@ 2S 2T s u 4q x 1$y ?2004h ?1000h ?1006h 4h 20h 200~ 201~ 0c ?6n 8;1;1t 1;2R"
    osc = "0;a 1;a 2;a 4;1;? 7;file:///etc 8;;http://a 9;a 10;? 11;? 12;? 50;a 52;c;YQ== 104 133;A 777;a 1337;a"
    each_code_point("C0", "1-8 b c e-1a 1c-1f 7f")
    each_code_point("C1", "80-9f")
    for (i = 128; i < 160; i++) case_of("C1 byte", sprintf("%02x", i))
    each_sequence("CSI", "1b5b", csi, "")
    each_sequence("CSI of 8 bits", "9b", "2J 6n 31m 21t 5i", "")
    each_sequence("CSI of 8 bits", "c29b", "2J 6n 31m 21t 5i", "")
    each_sequence("OSC", "1b5d", osc, "07")
    each_sequence("OSC", "1b5d", osc, "1b5c")
    each_sequence("OSC of 8 bits", "9d", "0;a 52;c;YQ==", "9c")
    each_sequence("OSC of 8 bits", "c29d", "0;a 52;c;YQ==", "c29c")
    each_sequence("DCS", "1b50", "$qm +q544e tmux;a 0;1|17/61 q#0", "1b5c")
    each_sequence("string", "1b", "Xa ^a _a", "1b5c")
    each_sequence("Esc", "1b", "c 7 8 D E M N O Z = > #8 (0 )0 %G %@ ~ n o | }", "")
    each_code_point("line break", "2028 2029")
    each_code_point("bidi", "61c 200e 200f 202a-202e 2066-2069")
    each_code_point("zero width", "200b-200d 2060-2064 206a-206f feff 180e 34f 115f 1160 17b4 17b5 3164 ffa0 ad")
    each_code_point("variation", "fe00 fe0f e0100")
    each_code_point("tag", "e0001 e0020 e0041 e007f")
    each_code_point("private use", "e000 f8ff f0000 10fffd")
    each_code_point("noncharacter", "fffe ffff fdd0 fdef 1fffe 1ffff 10ffff")
    each_code_point("unknown", "378 2065 fff0 fff9-fffb 1d173-1d17a")
    each_bytes("marks", "cc81cc82cc83 cca3cc82cc81cc81 cc80cc81cc82cc83cc84cc85 cd9ecd9ecd9e e1babfcca3 e1bb87cc81cc81")
    each_bytes("malformed", "80 bf c0af c1bf e080af f08080af eda080 edbfbf f4908080 f888808080 fc8480808080 fe ff c3 e1bb f09f98 c328 e228a1 ed9fc0 f4 e18080e1")
}
