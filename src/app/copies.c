#include "app/copies.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/progress.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"

#define DAYS_KEPT  7
#define WEEKS_KEPT 4
#define DAY_TEXT   10 /* 2026-11-26 */
#define CODE_TEXT  12

/* ---- names: BASE-2026-11-26.db, BASE-2026-11-26-CODE.db ---- */

static char *base_name(const struct session *s)
{
    const char *slash = strrchr(s->db_path, '/');
    const char *name = slash ? slash + 1 : s->db_path;
    size_t n = strlen(name);
    return mem_dup_n(name, str_ends(name, ".db") ? n - strlen(".db") : n);
}

char *copies_folder(const struct session *s)
{
    struct str path = STR_INIT;
    size_t n = strlen(s->db_path);
    if (s->config.copies) {
        return mem_dup(s->config.copies);
    }
    str_add_n(&path, s->db_path, str_ends(s->db_path, ".db") ? n - strlen(".db") : n);
    str_add(&path, ".copies");
    return str_take(&path);
}

struct copy {
    const char *name; /* borrowed */
    struct date day;
    bool submission;
};

static bool read_name(const char *name, const char *base, struct copy *out)
{
    size_t n = strlen(base), len = strlen(name);
    size_t day = n + 1 + DAY_TEXT + strlen(".db"), coded = day + 1 + CODE_TEXT;
    *out = (struct copy){.name = name, .submission = len == coded};
    return (len == day || len == coded) && strncmp(name, base, n) == 0 && name[n] == '-' && str_ends(name, ".db") &&
           date_parse_iso((struct sv){name + n + 1, DAY_TEXT}, &out->day);
}

/* The copies in the folder, by their days. */
struct copies {
    char **names; /* owned */
    size_t nnames;
    VEC(struct copy) list;
};

static void copies_release(struct copies *c)
{
    file_list_free(c->names, c->nnames);
    vec_release(&c->list);
}

static bool copies_list(const char *dir, const char *base, struct copies *out, struct err *err)
{
    *out = (struct copies){0};
    if (!file_list(dir, ".db", &out->names, &out->nnames, err)) {
        return false;
    }
    for (size_t i = 0; i < out->nnames; i++) {
        struct copy c;
        if (read_name(out->names[i], base, &c)) {
            *vec_push(&out->list) = c;
        }
    }
    return true;
}

/* ---- which go ---- */

static int64_t week_of(struct date d)
{
    return (date_to_days(d) + 3) / 7; /* weeks begin on Mondays */
}

/* The last of its week, submissions apart. */
static bool is_last_of_week(const struct copies *all, const struct copy *c)
{
    for (size_t i = 0; i < all->list.n; i++) {
        const struct copy *o = &all->list.v[i];
        if (!o->submission && week_of(o->day) == week_of(c->day) && date_to_days(o->day) > date_to_days(c->day)) {
            return false;
        }
    }
    return true;
}

static bool is_kept(const struct copies *all, const struct copy *c, struct date today)
{
    bool recent = date_to_days(today) - date_to_days(c->day) < DAYS_KEPT;
    bool weekly = week_of(today) - week_of(c->day) <= WEEKS_KEPT && is_last_of_week(all, c);
    return c->submission || recent || weekly;
}

static void drop_old(const char *dir, const struct copies *all, struct date today)
{
    for (size_t i = 0; i < all->list.n; i++) {
        if (!is_kept(all, &all->list.v[i], today)) {
            char *path = file_join(dir, all->list.v[i].name);
            unlink(path); /* what cannot be taken away is only too much */
            free(path);
        }
    }
}

/* ---- making one ---- */

/* Another device is another file system, as the system tells. */
static bool is_elsewhere(const char *path, const char *db_path)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(db_path, &b) == 0 && a.st_dev != b.st_dev;
}

static void note_elsewhere(struct session *s, const char *path)
{
    struct err ignored = ERR_INIT; /* home will ask for a copy again: no harm */
    if (is_elsewhere(path, s->db_path)) {
        (void)service_note_copied(s->service, &ignored);
    }
}

static bool prove_copy(const char *path, int64_t *broken, struct err *err)
{
    struct db *db = NULL;
    struct proof proof = {0};
    bool ok = db_open(&db, path, DB_READ, err) && store_prove(db, &proof, NULL, NULL, err);
    *broken = proof.nbroken;
    proof_release(&proof);
    db_close(db);
    return ok;
}

bool copies_make(struct session *s, const char *path, int64_t *broken, struct err *err)
{
    struct progress bar = progress_start(s->on_screen ? NULL : _("Copying the database, percent"));
    struct str made = STR_INIT;
    str_addf(&made, "%s.new", path);
    bool ok = db_backup(service_store(s->service)->db, made.p, progress_step, &bar, err) && prove_copy(made.p, broken, err);
    progress_end(&bar);
    ok = ok && (file_put_in_place(made.p, path) || err_set(err, ERR_IO, "%s: %s", path, strerror(errno)));
    if (ok) {
        note_elsewhere(s, path);
    } else {
        unlink(made.p);
    }
    str_release(&made);
    return ok;
}

/* ---- which are due ---- */

static bool select_text(struct session *s, const char *sql, const char *column, struct str *out, struct err *err)
{
    struct rowset rows = {0};
    bool ok = store_select(service_store(s->service), sql, NULL, 0, 1, &rows, err);
    if (ok && rows.nrows > 0) {
        str_add(out, rowset_str(&rows, 0, column));
    }
    rowset_release(&rows);
    return ok;
}

static bool has_code(const struct copies *all, const char *code)
{
    for (size_t i = 0; i < all->list.n; i++) {
        if (strstr(all->list.v[i].name, code)) {
            return true;
        }
    }
    return false;
}

/* Nothing was stored since the day of the last copy, or there is one of today; after a submission the day goes on. */
static bool is_covered(const struct copies *all, struct date today, struct date stored)
{
    int64_t last = 0;
    for (size_t i = 0; i < all->list.n; i++) {
        int64_t day = all->list.v[i].submission ? 0 : date_to_days(all->list.v[i].day);
        last = day > last ? day : last;
    }
    return last >= date_to_days(today) || last > date_to_days(stored);
}

/* The name of the copy that is due; empty: none is. */
static bool name_due(struct session *s, const struct copies *all, const char *base, struct str *out, struct err *err)
{
    struct str code = STR_INIT, at = STR_INIT;
    struct date today = clock_today(&s->clock);
    int64_t stored = 0;
    bool ok = select_text(s, "SELECT code FROM _snapshot ORDER BY at DESC LIMIT 1", "code", &code, err) &&
              select_text(s, "SELECT at FROM _history WHERE op <> 'tables' ORDER BY seq DESC LIMIT 1", "at", &at, err);
    bool submission = code.len > 0 && !has_code(all, code.p);
    bool used = at.len > 0 && instant_parse_iso((struct sv){at.p, at.len}, &stored);
    if (ok && (submission || (used && !is_covered(all, today, instant_day(stored, s->clock.offset_min))))) {
        str_addf(out, "%s-", base);
        date_add_iso(out, today);
        str_addf(out, "%s%s.db", submission ? "-" : "", submission ? code.p : "");
    }
    str_release(&code);
    str_release(&at);
    return ok;
}

static bool make_due(struct session *s, const char *dir, const char *base, struct err *err)
{
    struct copies all;
    struct str name = STR_INIT;
    int64_t broken = 0;
    bool ok = copies_list(dir, base, &all, err) && name_due(s, &all, base, &name, err);
    if (ok && name.len > 0) {
        char *path = file_join(dir, name.p);
        ok = file_make_dirs(dir, err) && copies_make(s, path, &broken, err);
        free(path);
        if (ok && broken == 0) {
            drop_old(dir, &all, clock_today(&s->clock));
        }
        ok = ok && (broken == 0 || err_set(err, ERR_STORE, _("the database was altered from outside: 'phieu verify' says where; older copies are kept")));
    }
    copies_release(&all);
    str_release(&name);
    return ok;
}

bool copies_due(struct session *s, struct err *err)
{
    if (!s->service || s->sample) {
        return true;
    }
    char *dir = copies_folder(s), *base = base_name(s);
    bool ok = make_due(s, dir, base, err) || err_wrap(err, _("today's copy of the database"));
    free(dir);
    free(base);
    return ok;
}

int copies_at_end(struct session *s)
{
    struct err err = ERR_INIT;
    bool reads = s->service && service_store(s->service)->read_only;
    return reads || copies_due(s, &err) ? EXIT_DONE : cli_fail(&err);
}
