#include "app/decode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "text/clean.h"
#include "text/legacy.h"
#include "text/utf8.h"

#define PREVIEW 3  /* lines */
#define SHOWN   60 /* bytes of each */

static FILE *cannot_read(const char *path, struct err *err)
{
    err_set(err, ERR_IO, _("%s cannot be read: %s"), path, strerror(errno));
    return NULL;
}

/* ---- asked for ---- */

static bool convert_lines(enum legacy encoding, FILE *in, FILE *out, struct err *err)
{
    char *line = NULL;
    size_t cap = 0;
    long number = 0;
    bool ok = true;
    struct str text = STR_INIT;
    for (ssize_t n; ok && (n = getline(&line, &cap, in)) >= 0;) {
        str_clear(&text);
        number++;
        ok = legacy_convert(encoding, (struct sv){line, (size_t)n}, &text, err) ||
             err_wrap(err, _("line %ld"), number);
        ok = ok && (fwrite(text.p, 1, text.len, out) == text.len ||
                    err_set(err, ERR_IO, _("the converted text cannot be kept: %s"), strerror(errno)));
    }
    free(line);
    str_release(&text);
    return ok;
}

static FILE *converted(enum legacy encoding, FILE *in, struct err *err)
{
    FILE *out = tmpfile();
    bool ok = out ? convert_lines(encoding, in, out, err)
                  : err_set(err, ERR_IO, _("the converted text cannot be kept: %s"), strerror(errno));
    if (in != stdin) {
        fclose(in);
    }
    if (ok) {
        rewind(out);
        return out;
    }
    if (out) {
        fclose(out);
    }
    return NULL;
}

/* ---- not asked for ---- */

static void print_preview(enum legacy encoding, struct sv sample)
{
    struct sv line;
    for (int i = 0; i < PREVIEW && sv_next(&sample, '\n', &line); i++) {
        struct str text = STR_INIT;
        struct str shown = STR_INIT;
        struct err ignored = ERR_INIT;
        legacy_convert(encoding, line, &text, &ignored);
        clean_visible(&shown, (struct sv){text.p, utf8_fit((struct sv){text.p, text.len}, SHOWN)});
        fprintf(stderr, "  %s\n", shown.p);
        str_release(&shown);
        str_release(&text);
    }
}

/* What spreadsheets call "Unicode text": a byte order mark, or half of the first letter is a zero byte. */
static bool is_utf16(struct sv s)
{
    bool marked = s.n >= 2 && (memcmp(s.p, "\xFF\xFE", 2) == 0 || memcmp(s.p, "\xFE\xFF", 2) == 0);
    return marked || (s.n >= 2 && (s.p[0] == '\0' || s.p[1] == '\0'));
}

static bool is_ours(const char *path, struct sv sample, struct err *err)
{
    enum legacy found;
    int sure;
    if (is_utf16(sample)) {
        return err_set(err, ERR_INVALID, _("%s is written in UTF-16: save it as CSV in UTF-8"), path);
    }
    if (!legacy_recognise(sample, &found, &sure)) {
        return true;
    }
    print_preview(found, sample);
    return err_set(
        err, ERR_INVALID,
        /* TRANSLATORS: a file, an encoding's name, per cent, the name again; the first lines stand above. */
        _("%s reads as %s, not as UTF-8 (%d %% of its words with marks are Vietnamese then); nothing was "
          "done: say "
          "--encoding %s if the lines above are right, else --encoding utf-8"),
        path, legacy_name(found), sure, legacy_name(found));
}

/* The beginning is looked at, and the file is where it was; a pipe cannot be looked into. */
static bool looks_right(const char *path, FILE *in, struct err *err)
{
    if (fseek(in, 0, SEEK_SET) != 0) {
        return true;
    }
    char *sample = mem_alloc(LEGACY_SAMPLE);
    size_t n = fread(sample, 1, LEGACY_SAMPLE, in);
    bool ok = is_ours(path, (struct sv){sample, n}, err);
    free(sample);
    return ok && (fseek(in, 0, SEEK_SET) == 0 || cannot_read(path, err));
}

FILE *decode_open(const char *path, const char *encoding, struct err *err)
{
    enum legacy asked;
    bool utf8 = encoding && str_eq(encoding, "utf-8");
    if (encoding && !utf8 && !legacy_find(encoding, &asked)) {
        err_set(err, ERR_USAGE,
                _("there is no encoding '%s': write utf-8, tcvn3, vni, viscii, cp1258 or viqr"), encoding);
        return NULL;
    }
    FILE *in = str_eq(path, "-") ? stdin : fopen(path, "rb");
    if (!in) {
        return cannot_read(path, err);
    }
    if (encoding && !utf8) {
        return converted(asked, in, err);
    }
    if (utf8 || in == stdin || looks_right(path, in, err)) {
        return in;
    }
    fclose(in);
    return NULL;
}
