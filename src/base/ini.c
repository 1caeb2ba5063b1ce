#define _GNU_SOURCE /* memfd_create, tdestroy */
#include "base/ini.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <search.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"

enum {
    FILE_MAX = 1 << 20,    /* bytes */
    LINE_MAX_BYTES = 1000, /* iniparser gives up on a file with a line beyond 1,022 */
    PIECE_KEYS = 64,       /* iniparser's loading is quadratic in keys, so it is fed this many at a time */
};

/* Where a key stands. */
struct place {
    const char *head; /* "field ma" */
    const char *path; /* "field ma:type", as iniparser's dictionary names it */
};

struct scan {
    struct ini *ini;
    ini_fault_fn *fault;
    void *arg;
    size_t nfaults;
    int line;                           /* 1 … */
    const char *head;                   /* of the section at hand; NULL before the first */
    bool refused;                       /* that section's head is: its keys are checked, not kept */
    VEC(struct ini_section) sections;   /* `keys` are set at the end */
    VEC(struct ini_key) keys;           /* of all sections; `value` is as written until iniparser read it */
    VEC(struct place) places;           /* one for each of `keys` */
    void *heads;                        /* a tsearch tree */
};

static bool fault_at(struct scan *s, int line, const char *fmt, ...) ATTR_PRINTF(3, 4);

/* Tell a fault; always returns false. */
static bool fault_at(struct scan *s, int line, const char *fmt, ...)
{
    struct str msg = STR_INIT;
    va_list ap;

    va_start(ap, fmt);
    str_addv(&msg, fmt, ap);
    va_end(ap);
    s->nfaults++;
    if (s->fault) {
        s->fault(s->arg, line, msg.p);
    }
    str_release(&msg);
    return false;
}

#define fault(s, ...) fault_at((s), (s)->line, __VA_ARGS__)

/* ---- what a line may be made of ---- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Is `code`, written in n bytes, the shortest form of a real character? */
static bool is_character(uint32_t code, size_t n)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    return code >= least[n] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

/* Bytes of the UTF-8 letter at the start of `v`, 0 when it is malformed. */
static size_t letter_length(struct sv v)
{
    unsigned char lead = (unsigned char)v.p[0];
    size_t n = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;

    if (n <= 1 || n > v.n) {
        return n <= v.n ? n : 0;
    }
    uint32_t code = lead & (0xFFU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if (!is_continuation(v.p[i])) {
            return 0;
        }
        code = code << 6 | ((unsigned char)v.p[i] & 0x3FU);
    }
    return is_character(code, n) ? n : 0;
}

static bool is_utf8(struct sv v)
{
    while (v.n > 0) {
        size_t n = letter_length(v);
        if (n == 0) {
            return false;
        }
        v.p += n;
        v.n -= n;
    }
    return true;
}

static bool has_control(struct sv v)
{
    for (size_t i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

static bool check_bytes(struct scan *s, struct sv line)
{
    if (line.n > LINE_MAX_BYTES) {
        return fault(s, _("This line has %zu bytes; at most 1,000 are read. "
                          "Long help belongs in help/, long queries in a .sql file."), line.n);
    }
    if (has_control(line)) {
        return fault(s, _("This line holds a control character; remove it."));
    }
    if (!is_utf8(line)) {
        return fault(s, _("This line is not UTF-8; save the file in the UTF-8 encoding."));
    }
    return true;
}

/* ---- names ---- */

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_name_letter(char c)
{
    return is_lower(c) || (c >= '0' && c <= '9') || c == '_';
}

/* [a-z][a-z0-9_]*, and more of them after dots where `dots` allows. */
static bool is_name(struct sv name, bool dots)
{
    bool first = true;

    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (dots && c == '.' && !first) {
            first = true;
        } else if (first ? is_lower(c) : is_name_letter(c)) {
            first = false;
        } else {
            return false;
        }
    }
    return !first;
}

static int compare_heads(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void keep_head(void *head)
{
    (void)head; /* the arena's */
}

/* "head:name". */
static const char *make_path(struct arena *a, const char *head, struct sv name)
{
    size_t n = strlen(head);
    char *path = arena_alloc(a, n + 1 + name.n + 1);

    memcpy(path, head, n);
    path[n] = ':';
    memcpy(path + n + 1, name.p, name.n);
    return path;
}

/* Note a head; false when it is known already. */
static bool add_head(struct scan *s, const char *head)
{
    const char *const *found = tsearch(head, &s->heads, compare_heads);

    if (!found) {
        mem_fatal(_("Out of memory while an INI file was read."));
    }
    return *found == head;
}

/* ---- the three kinds of line ---- */

/* "[field ma]" or "[form]", already without blanks around it. */
static bool split_head(struct sv line, struct sv *kind, struct sv *name)
{
    if (line.n < 2 || line.p[line.n - 1] != ']') {
        return false;
    }
    struct sv rest = {line.p + 1, line.n - 2};
    const char *blank = memchr(rest.p, ' ', rest.n);
    *kind = (struct sv){rest.p, blank ? (size_t)(blank - rest.p) : rest.n};
    *name = (struct sv){rest.p + rest.n, 0};
    if (blank) {
        *name = (struct sv){blank + 1, rest.n - kind->n - 1};
    }
    return is_name(*kind, false) && (!blank || is_name(*name, true));
}

static bool scan_head(struct scan *s, struct sv line)
{
    struct sv kind, name;
    struct arena *a = &s->ini->arena;

    if (!split_head(line, &kind, &name)) {
        return fault(s, _("'%.*s' is not a section head: write [kind] or [kind name], alone on its line, "
                          "in ASCII letters a-z, digits and '_'."), (int)line.n, line.p);
    }
    const char *head = arena_dup_n(a, line.p + 1, line.n - 2);
    if (!add_head(s, head)) {
        return fault(s, _("Section [%s] is in this file twice; keep one."), head);
    }
    s->head = head;
    *vec_push(&s->sections) = (struct ini_section){
        .kind = arena_dup_n(a, kind.p, kind.n), .name = arena_dup_n(a, name.p, name.n), .line = s->line};
    return true;
}

static bool check_quoted(struct scan *s, struct sv value)
{
    const char *close = memchr(value.p + 1, '"', value.n - 1);

    if (!close) {
        return fault(s, _("The quote that opens this value is not closed; end the value with \"."));
    }
    if (close == value.p + value.n - 1) {
        return true;
    }
    if (value.p[value.n - 1] == '"') {
        return fault(s, _("This value has a quote inside its quotes; write “ and ” there."));
    }
    return fault(s, _("There is text after the closing quote; a comment goes on a line of its own."));
}

static bool check_bare(struct scan *s, struct sv value)
{
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == ';' || value.p[i] == '#' || value.p[i] == '"' || value.p[i] == '\\') {
            return fault(s, _("This value holds a '%c'; put the whole value in double quotes."), value.p[i]);
        }
    }
    if (value.n > 0 && value.p[0] == '\'') {
        return fault(s, _("This value starts with a single quote; put the whole value in double quotes."));
    }
    return true;
}

static bool check_value(struct scan *s, struct sv value)
{
    return value.n > 0 && value.p[0] == '"' ? check_quoted(s, value) : check_bare(s, value);
}

static bool check_key(struct scan *s, struct sv name)
{
    if (!is_name(name, true)) {
        return fault(s, _("'%.*s' is not a key: a key is written in ASCII letters a-z, digits, '_' and '.'."),
                     (int)name.n, name.p);
    }
    if (!s->head && !s->refused) {
        return fault(s, _("Key '%.*s' stands before the first [section]."), (int)name.n, name.p);
    }
    return true;
}

/* The key of this name in the section at hand, NULL: none.  A section is short. */
static const struct ini_key *find_key(const struct scan *s, struct sv name)
{
    size_t n = s->sections.v[s->sections.n - 1].nkeys;
    for (size_t i = s->keys.n - n; i < s->keys.n; i++) {
        if (sv_eq(name, s->keys.v[i].name)) {
            return &s->keys.v[i];
        }
    }
    return NULL;
}

static bool keep_key(struct scan *s, struct sv name, struct sv value)
{
    struct arena *a = &s->ini->arena;

    if (find_key(s, name)) {
        return fault(s, _("Key '%.*s' is in section [%s] twice; keep one."), (int)name.n, name.p, s->head);
    }
    *vec_push(&s->places) = (struct place){s->head, make_path(a, s->head, name)};
    *vec_push(&s->keys) = (struct ini_key){
        .name = arena_dup_n(a, name.p, name.n),
        .value = arena_dup_n(a, value.p, value.n),
        .quoted = value.n > 0 && value.p[0] == '"',
        .line = s->line};
    s->sections.v[s->sections.n - 1].nkeys++;
    return true;
}

static bool scan_pair(struct scan *s, struct sv line)
{
    struct sv rest = line, name;

    if (!memchr(line.p, '=', line.n)) {
        return fault(s, _("'%.*s' is neither a section head, nor 'key = value', nor a comment."),
                     (int)line.n, line.p);
    }
    sv_next(&rest, '=', &name);
    struct sv value = sv_trim(rest);
    bool fine = check_key(s, name);
    fine = check_value(s, value) && fine;
    return fine && (s->refused || keep_key(s, name, value));
}

static bool scan_comment(struct scan *s, struct sv line)
{
    if (line.p[line.n - 1] == '\\') {
        return fault(s, _("A comment may not end with '\\': the next line would be lost."));
    }
    return true;
}

static void scan_line(struct scan *s, struct sv line)
{
    struct sv text = sv_trim(line);
    bool fine = check_bytes(s, line);

    if (text.n == 0) {
        return;
    }
    if (text.p[0] == '[') {
        s->refused = !fine || !scan_head(s, text);
    } else if (!fine) {
        return;
    } else if (text.p[0] == '#' || text.p[0] == ';') {
        scan_comment(s, text);
    } else {
        scan_pair(s, text);
    }
}

/* Lines end in LF or CRLF; sv_next would trim what check_bytes must see. */
static void scan_lines(struct scan *s, struct sv rest)
{
    while (rest.n > 0) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        size_t cut = end ? n + 1 : n;

        s->line++;
        scan_line(s, (struct sv){rest.p, n > 0 && rest.p[n - 1] == '\r' ? n - 1 : n});
        rest.p += cut;
        rest.n -= cut;
    }
}

static void scan_file(struct scan *s, struct sv bytes)
{
    if (bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0) {
        fault_at(s, 1, _("The file starts with a byte order mark; save it as UTF-8 without one."));
        bytes.p += 3;
        bytes.n -= 3;
    }
    scan_lines(s, bytes);
}

/* ---- iniparser ---- */

static int say_nothing(const char *fmt, ...) ATTR_PRINTF(1, 2);

/* Whatever iniparser could complain about, the check has told better. */
static int say_nothing(const char *fmt, ...)
{
    (void)fmt;
    return 0;
}

/* iniparser takes a path only: the text goes to a file in memory, which /proc gives a path. */
static bool fill_file(int fd, const struct str *text)
{
    if (ftruncate(fd, 0) != 0) {
        return false;
    }
    for (size_t at = 0; at < text->len;) {
        ssize_t n = pwrite(fd, text->p + at, text->len - at, (off_t)at);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* The reader does not look whether it gets its memory: it is asked for here, and given back at once, where the reader will find it. */
static void make_room(size_t bytes)
{
    free(mem_alloc(bytes));
}

static dictionary *load(int fd, const struct str *text, struct err *err)
{
    char path[40];
    dictionary *d = NULL;

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (fill_file(fd, text)) {
        make_room(2 * text->len + 16384);
        d = iniparser_load(path);
    }
    if (!d) {
        err_set(err, ERR_IO, _("The INI reader cannot work: %s. Is /proc mounted?"), strerror(errno));
    }
    return d;
}

/*
 * Take the values of keys [from, to) from the dictionary.  It keeps the order in which it was fed, so one
 * walk does; its own getters search from the start each time.  False when it holds other keys than it was
 * fed.
 */
static bool take_values(struct scan *s, const dictionary *d, size_t from, size_t to)
{
    size_t at = from;

    for (ssize_t i = 0; i < d->size; i++) {
        if (!d->key[i] || !d->val[i]) {
            continue; /* a section's own entry */
        }
        if (at == to || !str_eq(d->key[i], s->places.v[at].path)) {
            return false;
        }
        s->keys.v[at++].value = arena_dup(&s->ini->arena, d->val[i]);
    }
    return at == to;
}

/* Bare or quoted means the same, and iniparser tries quotes first: three sscanf for a bare value. */
static void write_pair(const struct ini_key *key, struct str *text)
{
    const char *quote = key->quoted || !key->value[0] ? "" : "\"";

    str_add(text, key->name);
    str_add(text, " = ");
    str_add(text, quote);
    str_add(text, key->value);
    str_add(text, quote);
    str_add_c(text, '\n');
}

/* The accepted lines of keys [from, to), for iniparser. */
static void write_piece(const struct scan *s, size_t from, size_t to, struct str *text)
{
    const char *head = NULL;

    for (size_t i = from; i < to; i++) {
        if (s->places.v[i].head != head) {
            head = s->places.v[i].head;
            str_addf(text, "[%s]\n", head);
        }
        write_pair(&s->keys.v[i], text);
    }
}

static bool read_piece(struct scan *s, int fd, size_t from, size_t to, struct err *err)
{
    struct str text = STR_INIT;

    write_piece(s, from, to, &text);
    dictionary *d = load(fd, &text, err);
    str_release(&text);
    if (!d) {
        return false;
    }
    if (!take_values(s, d, from, to)) {
        fault_at(s, 0, _("The INI reader understands this file differently; please report this "
                         "with the file."));
    }
    iniparser_freedict(d);
    return true;
}

static bool read_values(struct scan *s, struct err *err)
{
    int fd = memfd_create("ini", MFD_CLOEXEC);
    bool ok = true;

    if (fd < 0) {
        return err_set(err, ERR_IO, _("The INI reader cannot work: %s."), strerror(errno));
    }
    iniparser_set_error_callback(say_nothing);
    for (size_t from = 0; ok && from < s->keys.n; from += PIECE_KEYS) {
        size_t to = s->keys.n - from > PIECE_KEYS ? from + PIECE_KEYS : s->keys.n;
        ok = read_piece(s, fd, from, to, err);
    }
    close(fd);
    return ok;
}

/* ---- the model ---- */

static void *copy_out(struct arena *a, const void *from, size_t bytes)
{
    void *to = arena_alloc(a, bytes);

    if (bytes > 0) {
        memcpy(to, from, bytes);
    }
    return to;
}

static void hand_over(struct scan *s)
{
    struct ini *ini = s->ini;
    struct ini_key *keys = copy_out(&ini->arena, s->keys.v, s->keys.n * sizeof *keys);

    ini->sections = copy_out(&ini->arena, s->sections.v, s->sections.n * sizeof *ini->sections);
    ini->nsections = s->sections.n;
    for (size_t i = 0; i < ini->nsections; i++) {
        ini->sections[i].keys = keys;
        keys += ini->sections[i].nkeys;
    }
}

static void scan_release(struct scan *s)
{
    vec_release(&s->sections);
    vec_release(&s->keys);
    vec_release(&s->places);
    tdestroy(s->heads, keep_head);
}

bool ini_read(struct ini **out, const char *path, ini_fault_fn *fault_fn, void *arg, size_t *nfaults,
              struct err *err)
{
    struct str bytes = STR_INIT;
    struct scan s = {.fault = fault_fn, .arg = arg};

    if (!file_read(path, FILE_MAX, &bytes, err)) {
        return false;
    }
    s.ini = mem_zero(1, sizeof *s.ini);
    scan_file(&s, (struct sv){bytes.p, bytes.len});
    str_release(&bytes);
    bool ok = read_values(&s, err);
    if (ok) {
        hand_over(&s);
        *out = s.ini;
        *nfaults = s.nfaults;
    } else {
        ini_free(s.ini);
    }
    scan_release(&s);
    return ok;
}

void ini_free(struct ini *ini)
{
    if (ini) {
        arena_release(&ini->arena);
        free(ini);
    }
}

struct ini_key *ini_get(struct ini_section *s, const char *name)
{
    for (size_t i = 0; i < s->nkeys; i++) {
        if (str_eq(s->keys[i].name, name)) {
            s->keys[i].used = true;
            return &s->keys[i];
        }
    }
    return NULL;
}
