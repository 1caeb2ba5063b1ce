/* phieu backup: a copy.  phieu restore: what is in a copy, and the copy in the database's place. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/copies.h"
#include "app/print.h"
#include "app/progress.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"

/* ---- backup ---- */

static void add_stamp(const struct session *s, struct str *out)
{
    struct str iso = STR_INIT;
    instant_add_iso(&iso, clock_now(&s->clock));
    for (const char *p = iso.p; *p && *p != '.'; p++) { /* as every file system can name it */
        if (*p != ':') {
            str_add_c(out, *p);
        }
    }
    str_release(&iso);
}

/* A folder gets a file named by the day and time. */
static void name_copy(const struct session *s, const char *given, struct str *out)
{
    char *folder = given ? mem_dup(given) : copies_folder(s);
    if (given && !file_is_dir(given)) {
        str_add(out, given);
    } else {
        const char *slash = strrchr(s->db_path, '/'), *name = slash ? slash + 1 : s->db_path;
        size_t n = strlen(name);
        str_addf(out, "%s/%.*s-", folder, (int)(str_ends(name, ".db") ? n - strlen(".db") : n), name);
        add_stamp(s, out);
        str_add(out, ".db");
    }
    free(folder);
}

static bool make_folder(const struct session *s, const char *given, struct err *err)
{
    char *dir = copies_folder(s);
    bool ok = given || file_make_dirs(dir, err);
    free(dir);
    return ok;
}

int cmd_backup(struct session *s, const struct cli *cli)
{
    const char *given = cli->nargs > 0 ? cli->args[0] : NULL;
    struct err err = ERR_INIT;
    struct str path = STR_INIT;
    int64_t broken = 0;
    if (cli_has(cli, OPT_DUE)) {
        return copies_at_end(s);
    }
    name_copy(s, given, &path);
    bool ok = make_folder(s, given, &err) && copies_make(s, path.p, &broken, &err);
    if (ok) {
        printf(_("The copy is complete and checked: %s"), path.p);
        putchar('\n');
    }
    if (ok && broken > 0) {
        puts(_("But the database was altered from outside, and so is the copy: 'phieu verify' says where."));
    }
    str_release(&path);
    return !ok ? cli_fail(&err) : broken > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/* ---- what is in a file ---- */

struct contents {
    struct db *db;
    struct proof proof;
    struct rowset forms; /* form, n */
};

static void contents_release(struct contents *c)
{
    proof_release(&c->proof);
    rowset_release(&c->forms);
    db_close(c->db);
}

static bool count_forms(struct contents *c, struct err *err)
{
    struct db_stmt *s;
    bool ok = db_prepare(c->db, &s, "SELECT form, sum(n) AS n FROM main._count GROUP BY form HAVING sum(n) > 0 ORDER BY form", err);
    if (ok) {
        ok = rowset_fill(&c->forms, s, SIZE_MAX, err);
        db_finalize(s);
    }
    return ok;
}

static bool check_owner(struct contents *c, const char *path, const char *app, struct err *err)
{
    int64_t id, version;
    struct db_stmt *s = NULL;
    bool row = false;
    if (!db_identity(c->db, &id, &version, err)) {
        return false;
    }
    if (id != DB_APPLICATION_ID) {
        return err_set(err, ERR_STORE, _("%s is no database of phieu: choose another file"), path);
    }
    if (version > STORE_VERSION) {
        return err_set(err, ERR_STORE, _("%s was written by a newer phieu: install that version; nothing was changed"), path);
    }
    bool ok = db_prepare(c->db, &s, "SELECT value FROM main._meta WHERE name = 'app'", err) && db_step(s, &row, err);
    ok = ok && ((row && sv_eq(db_column_text(s, 0), app)) ||
                err_set(err, ERR_STORE, _("%s belongs to another application than '%s': nothing was changed"), path, app));
    db_finalize(s);
    return ok;
}

static bool look_into(struct contents *c, const char *path, const char *app, struct err *err)
{
    struct progress bar = progress_start(_("Checking"));
    *c = (struct contents){0};
    bool ok = db_open(&c->db, path, DB_READ, err) && check_owner(c, path, app, err) && count_forms(c, err) &&
              store_prove(c->db, &c->proof, progress_step, &bar, err);
    progress_end(&bar);
    return ok;
}

static const char *title_of(struct session *s, const char *form)
{
    const struct form *f;
    struct err ignored = ERR_INIT;
    return app_form(s->app, form, &f, NULL, &ignored) ? label_in(&f->title, s->lang) : form;
}

static void print_contents(struct session *s, const struct contents *c)
{
    struct str when = STR_INIT;
    int64_t ms;
    if (instant_parse_iso(sv_of(c->proof.at), &ms)) {
        instant_add_shown(&when, ms, s->clock.offset_min);
    }
    printf(_("%lld entries of the history, the last one of %s by "), (long long)c->proof.entries, when.p);
    print_clean(stdout, c->proof.who ? c->proof.who : "");
    printf("%s: %lld %s\n", _("Last entry"), (long long)c->proof.seq, c->proof.head);
    for (size_t i = 0; i < c->forms.nrows; i++) {
        printf("%8lld  ", (long long)rowset_int(&c->forms, i, "n"));
        print_clean(stdout, title_of(s, rowset_str(&c->forms, i, "form")));
    }
    if (c->proof.nbroken > 0) {
        printf(Q_("%lld thing in it does not hold: it was altered from outside.", "%lld things in it do not hold: it was altered from outside.",
                  (unsigned long)c->proof.nbroken),
               (long long)c->proof.nbroken);
        putchar('\n');
    }
    str_release(&when);
}

/* How the copy lies to what stands here now. */
static void print_relation(const struct contents *now, const struct contents *copy)
{
    struct err ignored = ERR_INIT;
    bool ours = false, theirs = false;
    int64_t more = now->proof.entries - copy->proof.entries;
    (void)store_has_head(now->db, copy->proof.seq, copy->proof.head, &ours, &ignored);
    (void)store_has_head(copy->db, now->proof.seq, now->proof.head, &theirs, &ignored);
    if (ours && more == 0) {
        puts(_("The database holds exactly this."));
    } else if (ours) {
        printf(_("The database has gone on since then: %lld entries of its history are not in the copy."), (long long)more);
        putchar('\n');
    } else if (theirs) {
        puts(_("The copy holds all that the database holds, and more."));
    } else {
        puts(_("The copy and the database are not from one history: each holds what the other does not."));
    }
}

/* ---- restore ---- */

static void name_kept(const struct session *s, struct str *out)
{
    size_t n = strlen(s->db_path);
    str_add_n(out, s->db_path, str_ends(s->db_path, ".db") ? n - strlen(".db") : n);
    str_add(out, "-replaced-");
    add_stamp(s, out);
    str_add(out, ".db");
}

/* The restored history says that it was restored, from what, and what it replaced. */
static bool note_restored(struct session *s, const char *path, const char *copy, const char *replaced, const char *reason, struct err *err)
{
    char *db_path = s->db_path;
    struct str text = STR_INIT;
    struct reply rep = {0};
    str_addf(&text, "%s%s%s", reason ? reason : "", reason ? "; " : "", copy);
    struct request req = {.op = OP_RESTORED, .reason = text.p, .hash = replaced};
    s->db_path = mem_dup(path);
    bool ok = session_open_file(s, STORE_OPEN, err) && host_call(s->host, &req, &rep, err);
    session_close_db(s);
    free(s->db_path);
    s->db_path = db_path;
    reply_release(&rep);
    str_release(&text);
    return ok;
}

static bool put_back(struct session *s, const struct cli *cli, struct contents *copy, const char *replaced, struct err *err)
{
    struct str path = STR_INIT, kept = STR_INIT;
    bool there = file_exists(s->db_path);
    str_addf(&path, "%s.restoring", s->db_path);
    name_kept(s, &kept);
    session_delete_db(path.p);
    bool ok = db_backup(copy->db, path.p, NULL, NULL, err) && note_restored(s, path.p, cli->args[0], replaced, cli->value[OPT_REASON], err) &&
              db_replace(s->db_path, path.p, kept.p, err);
    if (!ok) {
        session_delete_db(path.p);
    } else if (there) {
        printf(_("Restored. What stood there before is kept in %s."), kept.p);
        putchar('\n');
    } else {
        puts(_("Restored."));
    }
    str_release(&path);
    str_release(&kept);
    return ok;
}

static void add_head(const struct contents *c, struct str *out)
{
    if (c->proof.entries > 0) {
        str_addf(out, "%lld %s", (long long)c->proof.seq, c->proof.head);
    }
}

/* What stands here may be damaged: that is why people restore. */
static void look_at_own(struct session *s, const struct contents *copy, struct str *replaced)
{
    struct contents now = {0};
    struct err why = ERR_INIT;
    if (!file_exists(s->db_path)) {
        puts(_("There is no database here yet."));
        return;
    }
    if (look_into(&now, s->db_path, s->app->name, &why)) {
        add_head(&now, replaced);
        print_relation(&now, copy);
    } else {
        printf("%s: ", _("What stands here cannot be read"));
        print_clean(stdout, why.msg);
    }
    contents_release(&now);
}

int cmd_restore(struct session *s, const struct cli *cli)
{
    struct err err = ERR_INIT;
    struct contents copy;
    struct str replaced = STR_INIT;
    int code = EXIT_DONE;
    if (look_into(&copy, cli->args[0], s->app->name, &err)) {
        print_contents(s, &copy);
        look_at_own(s, &copy, &replaced);
        if (!cli_has(cli, OPT_DRY_RUN)) {
            code = !cmd_confirmed(cli) ? EXIT_FINDINGS : put_back(s, cli, &copy, replaced.p, &err) ? EXIT_DONE : cli_fail(&err);
        }
    } else {
        code = cli_fail(&err);
    }
    contents_release(&copy);
    str_release(&replaced);
    return code;
}
