#include "base/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/i18n.h"
#include "base/vec.h"

enum {
    BLOCK = 65536,      /* bytes read at once; the separator is looked for in the first block */
    ROW_MAX = 16 << 20, /* bytes of a row, twice what the database holds: a quote never closed must not swallow the memory */
    END = -1,
};

struct csv_reader {
    FILE *f; /* borrowed */
    char sep;
    bool started, ended; /* the first block is read; the file has no more */
    int line; /* of the next byte */
    size_t pos, n;
    unsigned char block[BLOCK];
    struct str bytes;     /* the row's cells, one behind the other */
    VEC(size_t) ends;     /* where each cell ends in `bytes` */
    VEC(struct sv) cells; /* the same, as handed out */
};

/* How the bytes of a cell went on. */
enum after { AFTER_CELL, AFTER_ROW, AFTER_FAULT };

struct csv_reader *csv_reader_new(FILE *f, char sep)
{
    struct csv_reader *r = mem_zero(1, sizeof *r);

    r->f = f;
    r->sep = sep;
    r->line = 1;
    r->bytes = (struct str)STR_INIT;
    return r;
}

void csv_reader_free(struct csv_reader *r)
{
    if (!r) {
        return;
    }
    str_release(&r->bytes);
    vec_release(&r->ends);
    vec_release(&r->cells);
    free(r);
}

char csv_reader_separator(const struct csv_reader *r)
{
    return r->sep;
}

/* Two bytes at hand, so that a CRLF is seen whole; fewer only at the end. */
static void fill(struct csv_reader *r)
{
    size_t left = r->n - r->pos;

    if (left >= 2 || r->ended) {
        return;
    }
    memmove(r->block, r->block + r->pos, left);
    r->pos = 0;
    r->n = left + fread(r->block + left, 1, sizeof r->block - left, r->f);
    r->ended = r->n < sizeof r->block;
}

/* The byte `ahead` (0 or 1) of where we are, or END. */
static int peek(struct csv_reader *r, size_t ahead)
{
    fill(r);
    return r->pos + ahead < r->n ? r->block[r->pos + ahead] : END;
}

static void take(struct csv_reader *r)
{
    if (r->block[r->pos] == '\n') {
        r->line++;
    }
    r->pos++;
}

static bool take_if(struct csv_reader *r, char c)
{
    if (peek(r, 0) != (unsigned char)c) {
        return false;
    }
    take(r);
    return true;
}

/* LF or CRLF, when one is at hand. */
static bool take_line_end(struct csv_reader *r)
{
    if (peek(r, 0) == '\r' && peek(r, 1) == '\n') {
        take(r);
    }
    return take_if(r, '\n');
}

/* The separator that is most frequent in the first line, outside quotes; ',' when there is none. */
static char find_separator(const unsigned char *line, size_t n)
{
    static const char seps[] = {',', ';', '\t'};
    size_t counts[sizeof seps] = {0};
    bool quoted = false;
    size_t best = 0;

    for (size_t i = 0; i < n && (quoted || line[i] != '\n'); i++) {
        quoted ^= line[i] == '"';
        for (size_t s = 0; s < sizeof seps && !quoted; s++) {
            counts[s] += line[i] == (unsigned char)seps[s];
        }
    }
    for (size_t s = 1; s < sizeof seps; s++) {
        if (counts[s] > counts[best]) {
            best = s;
        }
    }
    return seps[best];
}

/* Skip a byte order mark, find the separator. */
static void start(struct csv_reader *r)
{
    r->started = true;
    fill(r);
    if (r->n >= 3 && memcmp(r->block, "\xEF\xBB\xBF", 3) == 0) {
        r->pos = 3;
    }
    if (!r->sep) {
        r->sep = find_separator(r->block + r->pos, r->n - r->pos);
    }
}

static bool too_long(struct csv_reader *r, int line, struct err *err)
{
    if (r->bytes.len <= ROW_MAX) {
        return false;
    }
    err_set(err, ERR_SYNTAX, _("Line %d: this row is longer than 16 MiB; a closing quote may be missing."),
            line);
    return true;
}

/* Take the bytes up to the next one that may mean something; none when the next one does. */
static void take_plain(struct csv_reader *r)
{
    const unsigned char *from = r->block + r->pos;
    size_t n = 0, left = r->n - r->pos;

    while (n < left && from[n] != (unsigned char)r->sep && from[n] != '"' && from[n] != '\n' && from[n] != '\r') {
        n++;
    }
    str_add_n(&r->bytes, (const char *)from, n);
    r->pos += n;
}

/* Inside quotes, up to and with the closing one. */
static bool read_quoted(struct csv_reader *r, struct err *err)
{
    int line = r->line;

    for (take_plain(r); !too_long(r, line, err); take_plain(r)) {
        int c = peek(r, 0);
        if (c == END) {
            return err_set(err, ERR_SYNTAX, _("Line %d: the quote that opens here is never closed."), line);
        }
        take(r);
        if (c == '"' && !take_if(r, '"')) {
            return true;
        }
        str_add_c(&r->bytes, (char)c);
    }
    return false;
}

/* What stands behind a closing quote. */
static enum after after_quote(struct csv_reader *r, struct err *err)
{
    if (take_if(r, r->sep)) {
        return AFTER_CELL;
    }
    if (peek(r, 0) == END || take_line_end(r)) {
        return AFTER_ROW;
    }
    err_set(err, ERR_SYNTAX,
            _("Line %d: there is text after a closing quote; inside a cell a quote is written \"\"."),
            r->line);
    return AFTER_FAULT;
}

static enum after read_bare(struct csv_reader *r, struct err *err)
{
    int line = r->line;

    for (take_plain(r); !too_long(r, line, err); take_plain(r)) {
        if (take_if(r, r->sep)) {
            return AFTER_CELL;
        }
        int c = peek(r, 0);
        if (c == END || take_line_end(r)) {
            return AFTER_ROW;
        }
        if (c == '"') {
            err_set(err, ERR_SYNTAX,
                    _("Line %d: there is a quote in a cell that does not start with one; "
                      "put the cell in quotes and write \"\" for a quote inside."), line);
            return AFTER_FAULT;
        }
        take(r);
        str_add_c(&r->bytes, (char)c);
    }
    return AFTER_FAULT;
}

static enum after read_cell(struct csv_reader *r, struct err *err)
{
    enum after after;

    if (take_if(r, '"')) {
        after = read_quoted(r, err) ? after_quote(r, err) : AFTER_FAULT;
    } else {
        after = read_bare(r, err);
    }
    *vec_push(&r->ends) = r->bytes.len;
    return after;
}

static void skip_blank_lines(struct csv_reader *r)
{
    while (take_line_end(r)) {
    }
}

/* After a fault the rest of the line is left out, so that reading can go on with the next. */
static void skip_line(struct csv_reader *r)
{
    int c;

    while ((c = peek(r, 0)) != END) {
        take(r);
        if (c == '\n') {
            return;
        }
    }
}

static void hand_out(struct csv_reader *r, struct csv_row *row)
{
    size_t from = 0;

    r->cells.n = 0;
    for (size_t i = 0; i < r->ends.n; i++) {
        *vec_push(&r->cells) = (struct sv){r->bytes.p + from, r->ends.v[i] - from};
        from = r->ends.v[i];
    }
    row->cells = r->cells.v;
    row->n = r->cells.n;
}

static bool read_row(struct csv_reader *r, struct err *err)
{
    enum after after;

    do {
        after = read_cell(r, err);
    } while (after == AFTER_CELL);
    return after == AFTER_ROW;
}

bool csv_read(struct csv_reader *r, struct csv_row *row, bool *end, struct err *err)
{
    if (!r->started) {
        start(r);
    }
    str_clear(&r->bytes);
    r->ends.n = 0;
    skip_blank_lines(r);
    *end = peek(r, 0) == END;
    row->line = r->line;
    bool ok = *end || read_row(r, err);
    if (ferror(r->f)) {
        return err_set(err, ERR_IO, _("The CSV file cannot be read further than line %d: %s."), r->line,
                       strerror(errno));
    }
    if (!ok) {
        skip_line(r);
        return false;
    }
    hand_out(r, row);
    return true;
}

/* What bytes do to the cell that they stand in. */
enum { CSV_QUOTED = 1, CSV_ODD = 2 };

void csv_begin(struct csv_writer *w, FILE *f, char sep, int flags)
{
    w->f = f;
    w->sep = sep;
    w->flags = flags;
    w->col = 0;
    w->blank = false;
    w->n = 0;
    w->odd = NULL;
    for (int c = 0; c < 256; c++) {
        w->kinds[c] = c >= ' ' && c <= '~' ? 0 : CSV_ODD;
    }
    w->kinds[(unsigned char)sep] |= CSV_QUOTED;
    w->kinds['"'] |= CSV_QUOTED;
    w->kinds['\n'] |= CSV_QUOTED;
    w->kinds['\r'] |= CSV_QUOTED;
    if (flags & CSV_BOM) {
        fputs("\xEF\xBB\xBF", f);
    }
}

/* ---- writing: rows are gathered in the writer, as a call to the FILE costs more than a cell ---- */

static void flush(struct csv_writer *w)
{
    fwrite(w->bytes, 1, w->n, w->f);
    w->n = 0;
}

static void put(struct csv_writer *w, char c)
{
    if (w->n == sizeof w->bytes) {
        flush(w);
    }
    w->bytes[w->n++] = c;
}

static void put_all(struct csv_writer *w, struct sv text)
{
    if (text.n > sizeof w->bytes - w->n) {
        flush(w);
    }
    if (text.n > sizeof w->bytes) {
        fwrite(text.p, 1, text.n, w->f);
    } else if (text.n > 0) {
        memcpy(w->bytes + w->n, text.p, text.n);
        w->n += text.n;
    }
}

static bool starts_with(struct sv cell, const char *bytes)
{
    size_t n = strlen(bytes);

    return cell.n >= n && memcmp(cell.p, bytes, n) == 0;
}

/* Would a spreadsheet run this cell, or would undoing the guard take a ' that was meant? */
static bool is_risky(struct sv cell)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};

    if (cell.n == 0 || (unsigned char)cell.p[0] != 0xEF) {
        return cell.n > 0 && cell.p[0] != '\0' && strchr("=+-@\t\r'", cell.p[0]);
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (starts_with(cell, wide[i])) {
            return true;
        }
    }
    return false;
}

static unsigned kinds_of(const struct csv_writer *w, struct sv cell)
{
    unsigned kinds = 0;

    for (size_t i = 0; i < cell.n; i++) {
        kinds |= w->kinds[(unsigned char)cell.p[i]];
    }
    return kinds;
}

static void put_quoted(struct csv_writer *w, struct sv cell)
{
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"') {
            put(w, '"');
        }
        put(w, cell.p[i]);
    }
    put(w, '"');
}

static void put_cell(struct csv_writer *w, struct sv cell, bool quoted, bool guard)
{
    bool risky = guard && (w->flags & CSV_GUARD) && is_risky(cell);

    if (quoted) {
        put(w, '"');
    }
    if (risky) {
        put(w, '\'');
    }
    if (quoted) {
        put_quoted(w, cell);
    } else {
        put_all(w, cell);
    }
}

/* With what `odd` has to say about it. */
static void put_odd_cell(struct csv_writer *w, struct sv cell, unsigned kinds, bool guard)
{
    struct str instead = STR_INIT;

    if (w->odd(cell, &instead)) {
        cell = (struct sv){instead.p, instead.len};
        kinds = kinds_of(w, cell);
    }
    put_cell(w, cell, kinds & CSV_QUOTED, guard);
    str_release(&instead);
}

void csv_cell(struct csv_writer *w, const char *bytes, size_t n, bool guard)
{
    struct sv cell = {bytes, n};
    unsigned kinds = kinds_of(w, cell);

    w->blank = w->col == 0 && n == 0;
    if (w->col++ > 0) {
        put(w, w->sep);
    }
    if ((kinds & CSV_ODD) && w->odd) {
        put_odd_cell(w, cell, kinds, guard);
    } else {
        put_cell(w, cell, kinds & CSV_QUOTED, guard);
    }
}

void csv_end_row(struct csv_writer *w)
{
    put_all(w, w->blank ? SV("\"\"\r\n") : SV("\r\n")); /* a blank line would be no row to a reader */
    w->col = 0;
    w->blank = false;
}

void csv_end(struct csv_writer *w)
{
    flush(w);
}

struct sv csv_unguard(struct sv cell)
{
    if (cell.n == 0 || cell.p[0] != '\'') {
        return cell;
    }
    struct sv rest = {cell.p + 1, cell.n - 1};
    return is_risky(rest) ? rest : cell;
}
