#include "app/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/str.h"

/* One key of the [phieu] section and where its value goes. */
struct config_key {
    const char *name;
    size_t offset;
};
static const struct config_key config_keys[] = {
    {"app", offsetof(struct config, app)},
    {"db", offsetof(struct config, db)},
    {"server", offsetof(struct config, server)},
    {"lang", offsetof(struct config, lang)},
    {"csv_separator", offsetof(struct config, csv_separator)},
    {"borders", offsetof(struct config, borders)},
    {"keys", offsetof(struct config, keys)},
    {"copies", offsetof(struct config, copies)},
    {"typing", offsetof(struct config, typing)},
    {"tones", offsetof(struct config, tones)},
    {"idle_minutes", offsetof(struct config, idle_minutes)},
    {"session_minutes", offsetof(struct config, session_minutes)},
};

#define CONFIG_KEYS (sizeof config_keys / sizeof *config_keys)

_Static_assert(CONFIG_KEYS == sizeof((struct config){0}).where / sizeof(char *), "a place for each key");

static char **slot_of(struct config *c, size_t i)
{
    return (char **)(void *)((char *)c + config_keys[i].offset);
}

struct first_fault {
    int line;
    char *msg;
};

static void keep_first(void *arg, int line, const char *msg)
{
    struct first_fault *f = arg;
    if (!f->msg) {
        f->line = line;
        f->msg = mem_dup(msg);
    }
}

/* "langg" in place of "lang" would change nothing, and nobody would know why. */
static bool refuse_key(const char *path, const struct ini_key *k, struct err *err)
{
    const char *names[CONFIG_KEYS];
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        names[i] = config_keys[i].name;
    }
    const char *near = str_nearest(k->name, names, CONFIG_KEYS);
    if (near) {
        return err_set(err, ERR_SYNTAX, _("%s:%d: there is no key '%s'; did you mean '%s'?"), path, k->line, k->name, near);
    }
    return err_set(err, ERR_SYNTAX, _("%s:%d: there is no key '%s'; 'man phieu' lists them"), path, k->line, k->name);
}

/* A file is named from where it is named. */
static char *beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    char *dir = mem_dup_n(path, slash ? (size_t)(slash - path) : 0);
    char *whole = *name == '/' ? mem_dup(name) : file_join(dir, name);
    free(dir);
    return whole;
}

static void take_value(struct config *c, size_t i, const struct ini_key *k, const char *path)
{
    struct str where = STR_INIT;
    char **slot = slot_of(c, i);
    str_addf(&where, "%s:%d", path, k->line);
    free(*slot);
    free(c->where[i]);
    *slot = slot == &c->keys || slot == &c->copies ? beside(path, k->value) : mem_dup(k->value);
    c->where[i] = str_take(&where);
}

/* Keys whose values are words of ours. */
static const struct {
    const char *key, *words;
} choices[] = {{"borders", "ascii unicode acs"}, {"typing", "off telex vni"}, {"tones", "old new"}};

static bool is_word_of(const char *words, const char *value)
{
    struct sv rest = sv_of(words), word;
    while (sv_next(&rest, ' ', &word)) {
        if (sv_eq(word, value)) {
            return true;
        }
    }
    return false;
}

static bool check_choices(struct ini_section *s, const char *path, struct err *err)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const struct ini_key *k = ini_get(s, choices[i].key);
        if (k && *k->value && !is_word_of(choices[i].words, k->value)) {
            return err_set(err, ERR_SYNTAX, _("%s:%d: '%s' is no value of %s; write one of: %s"), path, k->line, k->value, choices[i].key,
                           choices[i].words);
        }
    }
    return true;
}

enum { MINUTES_MAX = 7 * 24 * 60 };

static bool check_minutes(struct ini_section *s, const char *path, struct err *err)
{
    static const char *const keys[] = {"idle_minutes", "session_minutes"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct ini_key *k = ini_get(s, keys[i]);
        if (k && *k->value && config_minutes(k->value, 0) == 0) {
            return err_set(err, ERR_SYNTAX, _("%s:%d: '%s' is no value of %s; write a number of minutes from 1 to %d"), path, k->line, k->value,
                           keys[i], MINUTES_MAX);
        }
    }
    return true;
}

int config_minutes(const char *configured, int otherwise)
{
    int n = 0;
    for (const char *p = configured; p && *p >= '0' && *p <= '9' && n <= MINUTES_MAX; p++) {
        n = n * 10 + (*p - '0');
    }
    bool whole = configured && configured[strspn(configured, "0123456789")] == '\0';
    return whole && n > 0 && n <= MINUTES_MAX ? n : otherwise;
}

static bool take_section(struct config *c, struct ini_section *s, const char *path, struct err *err)
{
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        const struct ini_key *k = ini_get(s, config_keys[i].name);
        if (k && *k->value) {
            take_value(c, i, k, path);
        }
    }
    if (!check_choices(s, path, err) || !check_minutes(s, path, err)) {
        return false;
    }
    for (size_t i = 0; i < s->nkeys; i++) {
        if (!s->keys[i].used) {
            return refuse_key(path, &s->keys[i], err);
        }
    }
    return true;
}

static bool read_one(struct config *c, const char *path, struct err *err)
{
    if (!file_exists(path)) {
        return true;
    }
    struct ini *ini = NULL;
    struct first_fault first = {0};
    size_t faults = 0;
    bool ok = ini_read(&ini, path, keep_first, &first, &faults, err);
    if (ok && faults) {
        ok = err_set(err, ERR_SYNTAX, "%s:%d: %s", path, first.line, first.msg ? first.msg : "");
    }
    for (size_t i = 0; ok && i < ini->nsections; i++) {
        struct ini_section *s = &ini->sections[i];
        ok = str_eq(s->kind, "phieu") && !*s->name
                 ? take_section(c, s, path, err)
                 : err_set(err, ERR_SYNTAX, _("%s:%d: there is no section [%s]; write [phieu]"), path, s->line, s->kind);
    }
    free(first.msg);
    ini_free(ini);
    return ok;
}

/* $NAME when set and absolute, else ~/rest; free() it, NULL without a home. */
static char *xdg_dir(const char *name, const char *rest)
{
    const char *set = getenv(name);
    if (set && *set == '/') {
        return mem_dup(set);
    }
    const char *home = getenv("HOME");
    return home && *home ? file_join(home, rest) : NULL;
}

char *config_own_path(void)
{
    char *dir = xdg_dir("XDG_CONFIG_HOME", ".config");
    char *own = dir ? file_join(dir, "phieu/phieu.ini") : NULL;
    free(dir);
    return own;
}

bool config_read(struct config *c, struct err *err)
{
    *c = (struct config){0};
    char *own = config_own_path();
    bool ok = read_one(c, CONFIG_SYSTEM, err) && (!own || read_one(c, own, err));
    free(own);
    return ok;
}

const char *config_where(const struct config *c, const char *key)
{
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        if (str_eq(config_keys[i].name, key)) {
            return c->where[i];
        }
    }
    return NULL;
}

void config_release(struct config *c)
{
    for (size_t i = 0; i < CONFIG_KEYS; i++) {
        free(*slot_of(c, i));
        free(c->where[i]);
    }
    *c = (struct config){0};
}

char *config_program_dir(void)
{
    char buf[4096];
    ssize_t n = readlink("/proc/self/exe", buf, sizeof buf - 1);
    if (n <= 0) {
        return NULL;
    }
    buf[n] = '\0';
    char *slash = strrchr(buf, '/');
    return slash ? mem_dup_n(buf, (size_t)(slash - buf)) : NULL;
}

/* The folder beside the program when it is there, else the installed one; free() it. */
static char *beside_program(const char *rest, const char *installed)
{
    char *dir = config_program_dir();
    char *path = dir ? file_join(dir, rest) : NULL;
    free(dir);
    if (path && file_is_dir(path)) {
        return path;
    }
    free(path);
    return mem_dup(installed);
}

static const char *first_of(const char *given, const char *env, const char *configured)
{
    const char *e = getenv(env);
    return given ? given : e && *e ? e : configured;
}

char *config_app_dir(const struct config *c, const char *given)
{
    const char *dir = first_of(given, "PHIEU_APP", c->app);
    return dir ? mem_dup(dir) : beside_program("../forms/kdclgd", PHIEU_PREFIX "/share/phieu/kdclgd");
}

char *config_db_path(const struct config *c, const char *given, const char *app_name)
{
    const char *path = first_of(given, "PHIEU_DB", c->db);
    if (path) {
        return mem_dup(path);
    }
    char *dir = xdg_dir("XDG_DATA_HOME", ".local/share");
    struct str s = STR_INIT;
    str_addf(&s, "%s/phieu/%s.db", dir ? dir : ".", app_name);
    free(dir);
    return str_take(&s);
}

char *config_server(const struct config *c, const char *given, const char *db)
{
    const char *path = first_of(given, "PHIEU_SERVER", NULL);
    const char *file = first_of(db, "PHIEU_DB", NULL);
    path = path ? path : file ? NULL : c->server;
    return path ? mem_dup(path) : NULL;
}

char *config_locale_dir(void)
{
    return beside_program("locale", PHIEU_PREFIX "/share/locale");
}

bool config_check_lang(const struct config *c, const char *given, struct err *err)
{
    enum lang lang;
    const char *said = first_of(given, "PHIEU_LANG", c->lang);
    return !said || lang_parse(said, &lang) ||
           err_set(err, ERR_USAGE, _("the language '%s' is not spoken here: write vi or en"), said);
}

enum lang config_lang(const struct config *c, const char *given, enum lang of_app)
{
    enum lang lang;
    const char *said = first_of(given, "PHIEU_LANG", c->lang);
    if (said && lang_parse(said, &lang)) {
        return lang;
    }
    if (of_app != LANG_COUNT) {
        return of_app;
    }
    static const char *const locale[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *v = getenv(locale[i]);
        if (v && *v) {
            return lang_parse(v, &lang) ? lang : LANG_VI;
        }
    }
    return LANG_VI;
}
