#include "screen/keys_file.h"

#include <string.h>

#include "base/i18n.h"
#include "base/ini.h"

/* ---- names ---- */

static bool is_key(int key, struct str *name)
{
    struct event ev = {.key = (enum key)key};
    str_clear(name);
    key_spell(&ev, name);
    return name->len > 0;
}

void keys_file_name(enum key key, struct str *out)
{
    struct str name = STR_INIT;
    if (is_key((int)key, &name)) {
        for (size_t i = 0; i < name.len; i++) {
            char c = name.p[i];
            str_add_c(out, c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
        }
    }
    str_release(&name);
}

/* Keys that a terminal may send a sequence for. */
static enum key sequence_key(const char *written)
{
    enum key found = KEY_NONE;
    struct str name = STR_INIT;
    for (int key = KEY_ENTER; key <= KEY_F12 && found == KEY_NONE; key++) {
        str_clear(&name);
        keys_file_name((enum key)key, &name);
        found = str_eq(name.p, written) ? (enum key)key : KEY_NONE;
    }
    str_release(&name);
    return found;
}

/* Names, to find the nearest among them. */
struct words {
    VEC(char *) list;
};

static void add_word(struct words *w, const char *word)
{
    if (word[0]) {
        *vec_push(&w->list) = mem_dup(word);
    }
}

/* free() it; NULL when nothing is near.  The words are dropped. */
static char *nearest(const char *wrong, struct words *w)
{
    const char *near = str_nearest(wrong, (const char *const *)w->list.v, w->list.n);
    char *copy = near ? mem_dup(near) : NULL;
    for (size_t i = 0; i < w->list.n; i++) {
        free(w->list.v[i]);
    }
    vec_release(&w->list);
    return copy;
}

/* Those of `prefix` and a letter that are keys of their own. */
static void add_lettered(struct words *w, const char *prefix)
{
    struct str s = STR_INIT;
    for (int c = 'a'; c <= 'z'; c++) {
        struct event ev;
        str_clear(&s);
        str_addf(&s, "%s%c", prefix, c);
        if (key_parse(s.p, &ev)) {
            str_clear(&s);
            key_spell(&ev, &s);
            add_word(w, s.p);
        }
    }
    str_release(&s);
}

static char *nearest_key(const char *wrong)
{
    struct words w = {0};
    struct str s = STR_INIT;
    for (int key = KEY_ENTER; key <= KEY_ESC; key++) {
        if (is_key(key, &s)) {
            add_word(&w, s.p);
        }
    }
    str_release(&s);
    add_lettered(&w, "Ctrl-");
    add_lettered(&w, "Alt-");
    return nearest(wrong, &w);
}

static char *nearest_sequence_key(const char *wrong)
{
    struct words w = {0};
    struct str s = STR_INIT;
    for (int key = KEY_ENTER; key <= KEY_F12; key++) {
        str_clear(&s);
        keys_file_name((enum key)key, &s);
        add_word(&w, s.p);
    }
    str_release(&s);
    return nearest(wrong, &w);
}

static char *nearest_command(const char *wrong)
{
    struct words w = {0};
    for (size_t i = 0; i < command_count; i++) {
        add_word(&w, command_table[i].name);
    }
    return nearest(wrong, &w);
}

static char *nearest_context(const char *wrong)
{
    struct words w = {0};
    for (size_t i = 1; i < CONTEXTS; i++) {
        add_word(&w, keymap_context_names[i]);
    }
    return nearest(wrong, &w);
}

/* ---- reading ---- */

struct reader {
    struct keymap *m;
    const char *path;
    struct faults *faults;
};

/* These take over `near`. */
static void fault_key(struct reader *r, int line, const char *wrong, char *near)
{
    if (near) {
        faults_add(r->faults, r->path, line, _("There is no key '%s'; did you mean '%s'?"), wrong, near);
    } else {
        faults_add(r->faults, r->path, line, _("There is no key '%s'; 'phieu keys' prints them."), wrong);
    }
    free(near);
}

static void fault_command(struct reader *r, int line, const char *wrong, char *near)
{
    if (near) {
        faults_add(r->faults, r->path, line, _("There is no command '%s'; did you mean '%s'?"), wrong, near);
    } else {
        faults_add(r->faults, r->path, line, _("There is no command '%s'; 'phieu keys' prints them."), wrong);
    }
    free(near);
}

static void fault_context(struct reader *r, int line, const char *wrong, char *near)
{
    if (near) {
        faults_add(r->faults, r->path, line, _("There is no context '%s'; did you mean '%s'?"), wrong, near);
    } else {
        faults_add(r->faults, r->path, line, _("There is no context '%s'; 'phieu keys' prints them."), wrong);
    }
    free(near);
}

static bool read_key(struct reader *r, const struct ini_key *k, struct sv text, bool space, struct str *out)
{
    struct event ev;
    char *name = mem_dup_n(text.p, text.n);
    bool known = key_parse(name, &ev);
    bool text_key = known ? ev.key == KEY_TEXT && !space : text.n == 1;
    if (text_key) {
        faults_add(r->faults, r->path, k->line, _("'%s' types a letter; it cannot mean a command."), name);
    } else if (!known) {
        fault_key(r, k->line, name, nearest_key(name));
    } else {
        str_add(out, out->len > 0 ? ", " : "");
        key_spell(&ev, out);
    }
    free(name);
    return known && !text_key;
}

/* The one letter that means a command, and only to what has it as shipped. */
static bool takes_space(const char *command)
{
    for (size_t i = 0; i < command_count; i++) {
        if (str_eq(command_table[i].name, command) && keymap_has(command_table[i].keys, "Space")) {
            return true;
        }
    }
    return false;
}

/* Key names with commas between, as key_spell writes them; false after telling what is wrong. */
static bool read_keys(struct reader *r, const struct ini_key *k, struct str *out)
{
    bool space = takes_space(k->name);
    struct sv rest = sv_of(k->value);
    struct sv piece;
    bool ok = true;
    while (sv_next(&rest, ',', &piece)) {
        ok = read_key(r, k, piece, space, out) && ok;
    }
    return ok;
}

static void bind_row(struct keymap *m, size_t row, size_t context, const char *keys, int line)
{
    struct binding *b = &m->bindings[row * CONTEXTS + context];
    free(b->keys);
    b->keys = mem_dup(keys);
    b->line = line;
}

/* `context` 0: everywhere.  False when no row of this name is there. */
static bool bind(struct reader *r, const char *name, size_t context, const char *keys, int line)
{
    bool found = false;
    for (size_t row = 0; row < command_count; row++) {
        for (size_t c = 0; c < CONTEXTS && str_eq(command_table[row].name, name); c++) {
            bool asked = context == 0 || c == context;
            if (asked && keymap_is_there(&command_table[row], keymap_context(c))) {
                bind_row(r->m, row, c, keys, line);
                found = true;
            }
        }
    }
    return found;
}

static bool is_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (str_eq(command_table[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void take_bindings(struct reader *r, const struct ini_section *s, size_t context)
{
    for (size_t i = 0; i < s->nkeys; i++) {
        const struct ini_key *k = &s->keys[i];
        struct str keys = STR_INIT;
        if (!is_command(k->name)) {
            fault_command(r, k->line, k->name, nearest_command(k->name));
        } else if (read_keys(r, k, &keys) && !bind(r, k->name, context, keys.p, k->line)) {
            faults_add(r->faults, r->path, k->line, _("The command '%s' means nothing in '%s'."), k->name,
                       s->name);
        }
        str_release(&keys);
    }
}

/* The number of the context; 0 for "", which is everywhere; CONTEXTS when there is none of this name. */
static size_t context_named(const char *name)
{
    size_t i = name[0] ? 1 : 0;
    while (name[0] && i < CONTEXTS && !str_eq(keymap_context_names[i], name)) {
        i++;
    }
    return i;
}

/* What one context says counts before what is said of all, wherever it stands in the file. */
static void take_keys(struct reader *r, const struct ini *ini, bool of_one)
{
    for (size_t i = 0; i < ini->nsections; i++) {
        const struct ini_section *s = &ini->sections[i];
        if (!str_eq(s->kind, "keys") || (s->name[0] != '\0') != of_one) {
            continue;
        }
        size_t context = context_named(s->name);
        if (context == CONTEXTS) {
            fault_context(r, s->line, s->name, nearest_context(s->name));
        } else {
            take_bindings(r, s, context);
        }
    }
}

/* ---- sequences ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* One byte of a sequence; returns how many letters it is written in, 0 when it is none. */
static size_t read_byte(struct sv in, char *out)
{
    if (in.p[0] != '\\') {
        *out = in.p[0];
        return 1;
    }
    if (in.n > 1 && (in.p[1] == 'e' || in.p[1] == '\\')) {
        *out = in.p[1] == 'e' ? '\033' : '\\';
        return 2;
    }
    if (in.n > 3 && in.p[1] == 'x' && hex(in.p[2]) >= 0 && hex(in.p[3]) >= 0) {
        *out = (char)(hex(in.p[2]) * 16 + hex(in.p[3]));
        return *out ? 4 : 0;
    }
    return 0;
}

/* A sequence that the decoder can learn: Esc and two bytes or more. */
static bool read_sequence(struct sv text, struct str *out)
{
    size_t n = 0;
    for (; text.n > 0; text.p += n, text.n -= n) {
        char byte = 0;
        n = read_byte(text, &byte);
        if (n == 0) {
            return false;
        }
        str_add_c(out, byte);
    }
    return out->len >= 3 && out->p[0] == '\033';
}

static const struct taught *already(const struct keymap *m, const char *term, const char *bytes)
{
    for (size_t i = 0; i < m->taught.n; i++) {
        if (str_eq(m->taught.v[i].term, term) && str_eq(m->taught.v[i].bytes, bytes)) {
            return &m->taught.v[i];
        }
    }
    return NULL;
}

static void teach(struct reader *r, const struct ini_section *s, const struct ini_key *k, enum key key,
                  struct sv text)
{
    struct str bytes = STR_INIT;
    bool fine = read_sequence(text, &bytes);
    const struct taught *other = fine ? already(r->m, s->name, bytes.p) : NULL;
    if (!fine) {
        faults_add(r->faults, r->path, k->line,
                   _("'%.*s' is no sequence of a key: it begins with \\e, and two letters or more follow "
                     "(\\xHH is any byte)."),
                   (int)text.n, text.p);
    } else if (other) {
        faults_add(r->faults, r->path, k->line, _("Line %d says already what '%.*s' means."), other->line,
                   (int)text.n, text.p);
    } else {
        *vec_push(&r->m->taught) = (struct taught){mem_dup(s->name), mem_dup(bytes.p), key, k->line};
    }
    str_release(&bytes);
}

static void take_sequences(struct reader *r, const struct ini_section *s)
{
    for (size_t i = 0; i < s->nkeys; i++) {
        const struct ini_key *k = &s->keys[i];
        enum key key = sequence_key(k->name);
        struct sv rest = sv_of(k->value);
        struct sv piece;
        if (key == KEY_NONE) {
            fault_key(r, k->line, k->name, nearest_sequence_key(k->name));
            continue;
        }
        while (sv_next(&rest, ' ', &piece)) {
            if (piece.n > 0) {
                teach(r, s, k, key, piece);
            }
        }
    }
}

/* ---- what is wrong with the whole ---- */

static int line_of(const struct keymap *m, size_t row, size_t context)
{
    return m->bindings[row * CONTEXTS + context].line;
}

/* The key would mean both; told once, at the later line, for the first context in which it does. */
static void fault_twice(struct reader *r, const char *key, size_t a, size_t b, size_t context)
{
    int first = line_of(r->m, a, context), second = line_of(r->m, b, context);
    for (size_t c = 1; c < context; c++) {
        enum command_context before = keymap_context(c);
        bool told = keymap_is_there(&command_table[a], before) &&
                    keymap_is_there(&command_table[b], before) && line_of(r->m, a, c) == first &&
                    line_of(r->m, b, c) == second;
        if (told) {
            return;
        }
    }
    faults_add(r->faults, r->path, first > second ? first : second,
               _("%s would mean both '%s' and '%s' in '%s'; give one of them another key."), key,
               command_table[a].name, command_table[b].name, keymap_context_names[context]);
}

/* Every key of row `a` against the rows behind it. */
static void check_row(struct reader *r, size_t a, size_t context)
{
    enum command_context c = keymap_context(context);
    struct sv rest = sv_of(keymap_keys(r->m, &command_table[a], c));
    struct sv piece;
    while (keymap_is_there(&command_table[a], c) && sv_next(&rest, ',', &piece)) {
        char *key = mem_dup_n(piece.p, piece.n);
        for (size_t b = a + 1; b < command_count; b++) {
            if (keymap_is_there(&command_table[b], c) &&
                keymap_has(keymap_keys(r->m, &command_table[b], c), key)) {
                fault_twice(r, key, a, b, context);
            }
        }
        free(key);
    }
}

static void check_way_out(struct reader *r)
{
    const struct command_def *leave = command_def(CMD_LEAVE);
    size_t row = (size_t)(leave - command_table);
    for (size_t c = 1; c < CONTEXTS; c++) {
        if (!keymap_keys(r->m, leave, keymap_context(c))[0]) {
            faults_add(r->faults, r->path, line_of(r->m, row, c), _("The command '%s' needs a key."),
                       leave->name);
            return;
        }
    }
}

static void check_whole(struct reader *r)
{
    for (size_t c = 1; c < CONTEXTS; c++) {
        for (size_t row = 0; row < command_count; row++) {
            check_row(r, row, c);
        }
    }
    check_way_out(r);
}

static void ini_fault(void *arg, int line, const char *msg)
{
    struct reader *r = arg;
    faults_add(r->faults, r->path, line, "%s", msg);
}

static void take_others(struct reader *r, const struct ini *ini)
{
    for (size_t i = 0; i < ini->nsections; i++) {
        const struct ini_section *s = &ini->sections[i];
        if (str_eq(s->kind, "sequences")) {
            take_sequences(r, s);
        } else if (!str_eq(s->kind, "keys")) {
            faults_add(
                r->faults, r->path, s->line,
                _("There is no section [%s] in a file of keys; write [keys], [keys CONTEXT] or [sequences]."),
                s->kind);
        }
    }
}

bool keys_file_read(struct keymap *m, const char *path, struct faults *faults, struct err *err)
{
    struct reader r = {m, path, faults};
    struct ini *ini = NULL;
    size_t n = 0;
    if (!ini_read(&ini, path, ini_fault, &r, &n, err)) {
        return false;
    }
    take_keys(&r, ini, false);
    take_keys(&r, ini, true);
    take_others(&r, ini);
    check_whole(&r);
    ini_free(ini);
    return true;
}

/* ---- writing ---- */

/* The first row of the same name. */
static size_t first_of(size_t row)
{
    size_t i = 0;
    while (!str_eq(command_table[i].name, command_table[row].name)) {
        i++;
    }
    return i;
}

/* Whether the command has the same keys wherever it is. */
static bool same_everywhere(const struct keymap *m, size_t first)
{
    const char *keys = NULL;
    for (size_t row = first; row < command_count; row++) {
        const struct command_def *def = &command_table[row];
        for (size_t c = 1; c < CONTEXTS && str_eq(def->name, command_table[first].name); c++) {
            const char *here =
                keymap_is_there(def, keymap_context(c)) ? keymap_keys(m, def, keymap_context(c)) : keys;
            if (keys && !str_eq(here, keys)) {
                return false;
            }
            keys = here;
        }
    }
    return true;
}

static void write_row(const struct keymap *m, const struct command_def *def, enum command_context context,
                      struct str *out)
{
    str_addf(out, "# %s\n", _(def->help));
    ini_add_pair(out, def->name, keymap_keys(m, def, context));
    str_add_c(out, '\n');
}

static void write_common(const struct keymap *m, struct str *out)
{
    str_add(out, "\n[keys]\n");
    for (size_t row = 0; row < command_count; row++) {
        const struct command_def *def = &command_table[row];
        size_t c = 1;
        while (!keymap_is_there(def, keymap_context(c))) {
            c++;
        }
        if (first_of(row) == row && same_everywhere(m, row)) {
            write_row(m, def, keymap_context(c), out);
        }
    }
}

static void write_context(const struct keymap *m, size_t c, struct str *out)
{
    bool begun = false;
    for (size_t row = 0; row < command_count; row++) {
        const struct command_def *def = &command_table[row];
        if (!keymap_is_there(def, keymap_context(c)) || same_everywhere(m, first_of(row))) {
            continue;
        }
        if (!begun) {
            str_addf(out, "\n[keys %s]\n", keymap_context_names[c]);
        }
        begun = true;
        write_row(m, def, keymap_context(c), out);
    }
}

void keys_file_spell(struct sv bytes, struct str *out)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c == '\033') {
            str_add(out, "\\e");
        } else if (c == '\\') {
            str_add(out, "\\\\");
        } else if (c <= ' ' || c >= 0x7F || c == '"') {
            str_addf(out, "\\x%02X", c);
        } else {
            str_add_c(out, (char)c);
        }
    }
}

static bool same_line(const struct taught *a, const struct taught *b)
{
    return str_eq(a->term, b->term) && a->key == b->key;
}

/* All sequences of one key of one section stand in one line. */
static void write_taught(const struct keymap *m, size_t at, struct str *out)
{
    const struct taught *t = &m->taught.v[at];
    for (size_t i = 0; i < at; i++) {
        if (same_line(&m->taught.v[i], t)) {
            return;
        }
    }
    struct str name = STR_INIT;
    keys_file_name(t->key, &name);
    str_addf(out, "%s = \"", name.p);
    for (size_t i = at; i < m->taught.n; i++) {
        if (same_line(&m->taught.v[i], t)) {
            str_add(out, i > at ? " " : "");
            keys_file_spell(sv_of(m->taught.v[i].bytes), out);
        }
    }
    str_add(out, "\"\n");
    str_release(&name);
}

static void write_sequences(const struct keymap *m, struct str *out)
{
    const char *term = NULL;
    for (size_t i = 0; m && i < m->taught.n; i++) {
        const struct taught *t = &m->taught.v[i];
        if (!term || !str_eq(term, t->term)) {
            str_addf(out, t->term[0] ? "\n[sequences %s]\n" : "\n[sequences]\n", t->term);
        }
        term = t->term;
        write_taught(m, i, out);
    }
}

void keys_file_write(const struct keymap *m, struct str *out)
{
    str_addf(out, "# %s\n# %s\n",
             _("The keys of phieu.  Keep what you change in a file, and name it in phieu.ini, under [phieu]: keys = FILE"),
             _("What your file does not say stays as it is; nothing behind the '=' leaves a command without "
               "a key."));
    write_common(m, out);
    for (size_t c = 1; c < CONTEXTS; c++) {
        write_context(m, c, out);
    }
    write_sequences(m, out);
}
