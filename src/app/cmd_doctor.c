/* phieu doctor: what is known of this terminal and of the settings; with a terminal, its keys and letters
 * tried, and what helps saved. */

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/console_font.h"
#include "app/profile.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "screen/doctor.h"
#include "screen/keys_file.h"
#include "screen/linear.h"

struct visit {
    struct session *s;
    const struct cli *cli;
    const char *term;    /* TERM, or NULL */
    const char *borders; /* as configured; "": by TERM */
    bool faulty_keys;    /* the file of keys has faults, which were listed */
    struct str advice;   /* lines */
};

/* ---- lines ---- */

static void say(const struct visit *v, const char *text)
{
    linear_say(stdout, v->s->utf8, text);
}

static void say_pair(const struct visit *v, const char *name, const char *value)
{
    struct str line = STR_INIT;
    str_addf(&line, "  %s: %s", name, value);
    say(v, line.p);
    str_release(&line);
}

static void say_value(const struct visit *v, const char *name, const char *value, const char *source)
{
    struct str line = STR_INIT;
    str_addf(&line, "%s (%s)", value, source);
    say_pair(v, name, line.p);
    str_release(&line);
}

static void advise(struct visit *v, const char *text)
{
    str_addf(&v->advice, "%s\n", text);
}

static void say_advice(const struct visit *v)
{
    struct sv rest = {v->advice.p, v->advice.len};
    struct sv line;
    say(v, _("Advice"));
    if (v->advice.len == 0) {
        say_pair(v, _("nothing"), _("all that could be seen is as it should be"));
    }
    while (sv_next(&rest, '\n', &line)) {
        struct str text = STR_INIT;
        str_addf(&text, "  - %.*s", (int)line.n, line.p);
        say(v, text.p);
        str_release(&text);
    }
}

/* ---- the terminal ---- */

static void look_at_type(struct visit *v, const struct term_facts *f)
{
    if (!v->term || !v->term[0]) {
        say_pair(v, "TERM", _("not set"));
        advise(v, _("TERM is not set: a terminal sets it to its type, for example to xterm-256color."));
    } else if (f->known) {
        say_value(v, "TERM", v->term, f->name);
    } else {
        say_value(v, "TERM", v->term,
                  f->name[0] ? _("terminfo has it, but it cannot move its cursor")
                             : _("terminfo does not have it"));
        struct str text = STR_INIT;
        str_addf(&text,
                 _("The screen is drawn as for %s. If this terminal can do more, set TERM to its type (for most of today's: "
                   "xterm-256color), or install the package ncurses-term."),
                 term_stand_in(v->term));
        advise(v, text.p);
        str_release(&text);
    }
}

/* The variable that the system takes the kind of letters from. */
static const char *locale_variable(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            return names[i];
        }
    }
    return NULL;
}

static void look_at_locale(struct visit *v)
{
    const char *name = locale_variable();
    locale_t own = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    struct str text = STR_INIT;
    str_addf(&text, "%s%s%s", name ? name : _("none is set"), name ? "=" : "", name ? getenv(name) : "");
    str_addf(&text, ", %s", own ? nl_langinfo_l(CODESET, own) : _("which this system does not have"));
    say_pair(v, _("locale"), text.p);
    if (own) {
        freelocale(own);
    }
    if (!v->s->utf8) {
        advise(v, _("Letters are shown without their accents, since the locale is not UTF-8 (what is stored "
                    "keeps them). Set LANG=C.UTF-8, "
                    "and the terminal program to UTF-8."));
    }
    str_release(&text);
}

static const char *lines_text(enum term_lines lines)
{
    static const char *const texts[] = {N_("drawn as + - |"), N_("drawn as letters"),
                                        N_("drawn by the terminal's own switch")};
    return _(texts[lines]);
}

static void look_at_lines(struct visit *v, const struct term_facts *f)
{
    const char *where = config_where(&v->s->config, "borders");
    struct str source = STR_INIT;
    if (where) {
        str_addf(&source, "borders = %s, %s", v->borders, where);
    } else {
        str_add(&source, _("by TERM and locale"));
    }
    say_value(v, _("borders"), lines_text(f->known ? f->lines : TERM_LINES_SWITCH), source.p);
    str_release(&source);
}

static void look_at_size(struct visit *v)
{
    struct winsize w = {0};
    struct str text = STR_INIT;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0) {
        say_pair(v, _("size"), _("standard output is no terminal"));
        return;
    }
    str_addf(&text, _("%d rows, %d columns"), w.ws_row, w.ws_col);
    say_pair(v, _("size"), text.p);
    if (w.ws_row < 24 || w.ws_col < 80) {
        advise(
            v,
            _("24 rows of 80 columns show a form as it is meant; less is possible, down to 10 rows of 40."));
    }
    str_release(&text);
}

/* ---- the console's font ---- */

#define FONT_ADVICE                                                                                          \
    N_("For all Vietnamese letters on the console: write FONTFACE=\"Fixed\", CODESET=\"Vietnamese\" and "    \
       "FONTSIZE=\"8x16\" into "                                                                             \
       "/etc/default/console-setup, and run setupcon.")

static void look_at_font(struct visit *v)
{
    uint16_t *mapped = NULL;
    size_t n = 0;
    struct str glyphs = STR_INIT, missing = STR_INIT, text = STR_INIT;
    bool asked = console_font_map(STDIN_FILENO, &mapped, &n) || console_font_map(STDOUT_FILENO, &mapped, &n);
    term_curses_glyphs(&glyphs);
    if (asked) {
        console_font_missing(mapped, n, glyphs.p, &missing);
        str_addf(&text, missing.len > 0 ? _("these letters are not in it: %s") : "%s",
                 missing.len > 0 ? missing.p : _("it has every letter"));
    } else {
        str_addf(&text, _("the kernel cannot be asked here (%s)"), strerror(errno));
    }
    say_pair(v, _("font of the console"), text.p);
    if (!asked || missing.len > 0) {
        advise(v, _(FONT_ADVICE));
    }
    free(mapped);
    str_release(&glyphs);
    str_release(&missing);
    str_release(&text);
}

static void look_at_terminal(struct visit *v)
{
    struct term_facts f;
    struct str colours = STR_INIT;
    term_curses_facts(v->term, v->s->utf8, v->borders, &f);
    say(v, _("Terminal"));
    look_at_type(v, &f);
    look_at_locale(v);
    str_addf(&colours, "%d", f.colours);
    say_pair(v, _("colours"),
             f.colours > 0        ? colours.p
             : getenv("NO_COLOR") ? _("none (NO_COLOR is set)")
                                  : _("none"));
    look_at_size(v);
    look_at_lines(v, &f);
    if (f.known) {
        say_pair(v, _("keys that terminfo does not have"), f.lacking.len > 0 ? f.lacking.p : _("none"));
    }
    if (v->term && strncmp(v->term, "linux", 5) == 0) {
        look_at_font(v);
    }
    str_release(&colours);
    str_release(&f.lacking);
}

/* ---- the program ---- */

/* From where a setting comes: an option, a variable, a line of a file, or none of these. */
static const char *source_of(const struct visit *v, enum opt opt, const char *option, const char *variable,
                             const char *key)
{
    const char *env = variable ? getenv(variable) : NULL;
    const char *where = config_where(&v->s->config, key);
    if (option && v->cli->value[opt]) {
        return option;
    }
    return env && *env ? variable : where ? where : _("by itself");
}

static void look_at_app(struct visit *v)
{
    struct session *s = v->s;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    s->app_dir = config_app_dir(&s->config, v->cli->value[OPT_APP]);
    say_value(v, _("application"), s->app_dir, source_of(v, OPT_APP, "--app", "PHIEU_APP", "app"));
    if (!app_open(&s->app, s->app_dir, &faults, &err)) {
        say_pair(v, _("application"), err.msg);
        advise(v, _("The application cannot be opened: 'phieu check' tells what is wrong with it."));
    }
    faults_release(&faults);
}

static void look_at_db(struct visit *v)
{
    struct session *s = v->s;
    struct stat st;
    struct str text = STR_INIT;
    s->db_path = config_db_path(&s->config, v->cli->value[OPT_DB], s->app ? s->app->name : "kdclgd");
    str_add(&text, s->db_path);
    if (stat(s->db_path, &st) == 0) {
        str_addf(&text, _(", %.1f MB"), (double)st.st_size / (1024 * 1024));
    } else {
        str_addf(&text, ", %s", errno == ENOENT ? _("not there yet") : strerror(errno));
    }
    say_value(v, _("database"), text.p, source_of(v, OPT_DB, "--db", "PHIEU_DB", "db"));
    if (file_on_network(s->db_path)) {
        advise(v, _("The database lies on a network file system, which is refused; keep it on a disk of this "
                    "machine."));
    }
    str_release(&text);
}

static const char *lang_source(const struct visit *v)
{
    const char *said = source_of(v, OPT_LANG, "--lang", "PHIEU_LANG", "lang");
    return !str_eq(said, _("by itself")) ? said : v->s->app ? _("the application's") : _("by the locale");
}

static void look_at_keys(struct visit *v)
{
    const struct session *s = v->s;
    struct str text = STR_INIT;
    if (!s->config.keys) {
        say_pair(v, _("keys"), _("as shipped ('phieu keys' prints them)"));
        return;
    }
    size_t n = s->keymap && !v->faulty_keys ? s->keymap->taught.n : 0;
    str_add(&text, s->config.keys);
    str_add(&text, v->faulty_keys ? _(", with the faults told above") : "");
    if (n > 0) {
        str_addf(&text, Q_(", %zu sequence", ", %zu sequences", n), n);
    }
    say_value(v, _("keys"), text.p, config_where(&s->config, "keys"));
    str_release(&text);
}

static void look_at_program(struct visit *v)
{
    const struct config *c = &v->s->config;
    char *dir = config_program_dir();
    struct str text = STR_INIT;
    str_addf(&text, "%s, %s", PHIEU_VERSION, dir ? dir : "?");
    say(v, _("Program"));
    say_pair(v, "phieu", text.p);
    look_at_app(v);
    look_at_db(v);
    enum lang of_app = v->s->app ? v->s->app->language : LANG_COUNT;
    say_value(v, _("language"), lang_code(config_lang(c, v->cli->value[OPT_LANG], of_app)), lang_source(v));
    look_at_keys(v);
    if (c->csv_separator) {
        say_value(v, "csv_separator", c->csv_separator, config_where(c, "csv_separator"));
    }
    free(dir);
    str_release(&text);
}

static void look_at_files(struct visit *v)
{
    char *own = config_own_path();
    say(v, _("Configuration"));
    say_pair(v, CONFIG_SYSTEM, file_exists(CONFIG_SYSTEM) ? _("read") : _("not there"));
    if (own) {
        say_pair(v, own, file_exists(own) ? _("read") : _("not there"));
    }
    if (v->s->faulty) {
        advise(v, _("Correct what is told above of phieu.ini: until then phieu does not start, and nothing is saved there."));
    }
    free(own);
}

/* ---- tried on the terminal ---- */

static bool is_yes(const char *line)
{
    return line[0] && strchr("yYcC", line[0]);
}

/* A question of one line; false at the end of the input. */
static bool ask_yes(const struct visit *v, const char *question)
{
    char line[64] = "";
    linear_put(stdout, v->s->utf8, question);
    return fgets(line, sizeof line, stdin) && is_yes(line);
}

struct tried {
    struct doctor_keys keys;
    struct doctor_picture picture;
    const char *borders; /* under which the borders were straight; NULL: under none, or not asked */
};

static bool open_term(const struct visit *v, const char *borders, struct term **t, struct keys **keys,
                      struct err *err)
{
    *keys = keys_new();
    keymap_teach(v->s->keymap, *keys, v->term);
    return term_curses_open(t, *keys, v->s->utf8, borders, err);
}

static void close_term(struct term *t, struct keys *keys)
{
    if (t) {
        t->close(t);
    }
    keys_free(keys);
}

static enum term_lines lines_with(const struct visit *v, const char *borders)
{
    struct term_facts f;
    term_curses_facts(v->term, v->s->utf8, borders, &f);
    str_release(&f.lacking);
    return f.known ? f.lines : TERM_LINES_SWITCH;
}

/* The picture with these borders; false when there is no going on. */
static bool try_borders(const struct visit *v, const char *borders, bool with_keys, struct tried *r,
                        struct err *err)
{
    struct term *t = NULL;
    struct keys *keys = NULL;
    struct str how = STR_INIT;
    str_addf(&how, _("Lines are %s."), lines_text(lines_with(v, borders)));
    bool ok = open_term(v, borders, &t, &keys, err);
    ok = ok && (!with_keys || doctor_try_keys(t, v->s->keymap, &r->keys)) &&
         doctor_try_picture(t, how.p, &r->picture);
    close_term(t, keys);
    str_release(&how);
    return ok;
}

/* As it is; while the lines are not straight, the other ways. */
static bool try_all(const struct visit *v, struct tried *r, struct err *err)
{
    const char *const ways[] = {v->borders, "unicode", "acs", "ascii"};
    unsigned seen = 0;
    for (size_t i = 0; i < 4; i++) {
        unsigned way = 1U << lines_with(v, ways[i]);
        if (seen & way) {
            continue;
        }
        seen |= way;
        if (!try_borders(v, ways[i], i == 0, r, err)) {
            return false;
        }
        if (r->picture.straight != ANSWER_NO) {
            r->borders = r->picture.straight == ANSWER_YES ? ways[i] : NULL;
            return true;
        }
    }
    return true;
}

static void say_key(const struct visit *v, const struct doctor_key *k)
{
    struct str text = STR_INIT;
    if (k->verdict == DOCTOR_SKIPPED) {
        return;
    }
    keys_file_spell((struct sv){k->bytes.p, k->bytes.len}, &text);
    str_addf(&text, " → %s", k->read.len > 0 ? k->read.p : "?");
    str_add(&text, k->verdict == DOCTOR_RIGHT   ? ""
                   : k->verdict == DOCTOR_CLASH ? _(" (! another key sends the same)")
                   : doctor_can_learn(k)        ? _(" (! can be taught)")
                                                : _(" (! not understood)"));
    say_pair(v, k->asked, text.p);
    str_release(&text);
}

static void say_tried(struct visit *v, const struct tried *r)
{
    bool any = false, lost = false;
    say(v, _("Keys"));
    for (size_t i = 0; i < r->keys.list.n; i++) {
        const struct doctor_key *k = &r->keys.list.v[i];
        say_key(v, k);
        any = any || k->verdict != DOCTOR_SKIPPED;
        lost = lost || (k->verdict != DOCTOR_SKIPPED && k->verdict != DOCTOR_RIGHT && !doctor_can_learn(k));
    }
    if (!any) {
        say_pair(v, _("none"), _("all were skipped"));
    }
    if (lost) {
        advise(v, _("A key that cannot be told from others has twins on every terminal: Esc and a digit for "
                    "a function key, and those that "
                    "'phieu keys' prints."));
    }
    if (r->picture.straight == ANSWER_NO) {
        advise(v, _("The right borders stand straight in no way of drawing: the terminal gives some letters "
                    "another width. Choose "
                    "another font in the terminal program, or set both it and LANG to UTF-8."));
    }
    if (r->picture.letters == ANSWER_NO && v->s->utf8) {
        advise(v, _("Fonts with all Vietnamese letters: Noto Sans Mono, Noto Mono, Liberation Mono 2, "
                    "Cousine, JetBrains Mono, FreeMono. DejaVu "
                    "Sans Mono, Hack and Fira Code lack some."));
    }
}

/* ---- what helps ---- */

static void say_profile(const struct visit *v, const struct profile *p)
{
    say(v, _("Proposed"));
    if (p->borders) {
        say_pair(v, "borders", p->borders);
    }
    for (size_t i = 0; i < p->keys->list.n; i++) {
        const struct doctor_key *k = &p->keys->list.v[i];
        struct str text = STR_INIT;
        if (doctor_can_learn(k)) {
            keys_file_spell((struct sv){k->bytes.p, k->bytes.len}, &text);
            say_pair(v, k->asked, text.p);
        }
        str_release(&text);
    }
}

static bool save_profile(const struct visit *v, const struct profile *p, struct err *err)
{
    struct str told = STR_INIT;
    const struct keymap *m = v->faulty_keys ? NULL : v->s->keymap;
    bool ok = profile_save(p, &v->s->config, m, &told, err);
    struct sv rest = {told.p, told.len};
    struct sv path;
    while (sv_next(&rest, '\n', &path)) {
        struct str text = STR_INIT;
        str_addf(&text, _("Written: %.*s"), (int)path.n, path.p);
        say(v, text.p);
        str_release(&text);
    }
    str_release(&told);
    return ok;
}

static bool propose(struct visit *v, const struct tried *r, struct err *err)
{
    bool other = r->borders && !str_eq(r->borders, v->borders);
    struct profile p = {other ? r->borders : NULL, &r->keys, v->term};
    bool any = p.borders || profile_keys(&p) > 0;
    if (any && v->s->faulty) {
        any = false;
    } else if (any && v->faulty_keys) {
        advise(v, _("First correct the file of keys; then what helps here can be saved into it."));
        any = false;
    }
    if (any) {
        say_profile(v, &p);
    }
    return !any || !ask_yes(v, _("Save this for the next time? y/n ")) || save_profile(v, &p, err);
}

static bool try_terminal(struct visit *v, struct err *err)
{
    struct tried r = {0};
    bool ok = try_all(v, &r, err);
    bool gone = !ok && err->code == ERR_NONE; /* nobody is there any more */
    if (ok) {
        say_tried(v, &r);
        ok = propose(v, &r, err);
    }
    doctor_keys_release(&r.keys);
    return ok || gone;
}

int cmd_doctor(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT, keys = ERR_INIT;
    struct visit v = {.s = s,
                      .cli = cli,
                      .term = getenv("TERM"),
                      .borders = s->config.borders ? s->config.borders : "",
                      .advice = STR_INIT};
    v.faulty_keys = !session_keys(s, &keys);
    if (v.faulty_keys) {
        cli_fail(&keys);
    }
    look_at_terminal(&v);
    look_at_program(&v);
    look_at_files(&v);
    bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    bool ok = !terminal || !ask_yes(&v, _("Try the keys and the letters of this terminal? y/n ")) ||
              try_terminal(&v, &err);
    if (!terminal) {
        advise(&v, _("On a terminal its keys and letters can be tried, too."));
    }
    say_advice(&v);
    str_release(&v.advice);
    return ok ? EXIT_DONE : cli_fail(&err);
}
