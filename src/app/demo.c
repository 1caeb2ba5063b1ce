#include "app/demo.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/vec.h"

#define ORDER_MAX 65536 /* bytes of order.txt */

static void show_progress(void *arg, int64_t done)
{
    fprintf(stderr, "\r%s %lld  ", (const char *)arg, (long long)done);
    fflush(stderr);
}

/* The first row that was rejected says what is wrong with the shipped data. */
static bool rejected(const char *path, const struct reply *rep, struct err *err)
{
    return err_set(err, ERR_INVALID, _("%s: line %s, %s: %s"), path, rowset_str(&rep->rows, 0, "line"), rowset_str(&rep->rows, 0, "column"),
                   rowset_str(&rep->rows, 0, "reason"));
}

/* One file: FORM.csv or FORM.ROSTER.csv. */
static bool load_file(struct session *s, const char *dir, const char *name, bool tell, struct err *err)
{
    char *path = file_join(dir, name);
    char *form = mem_dup_n(name, strlen(name) - strlen(".csv"));
    char *dot = strchr(form, '.');
    if (dot) {
        *dot = '\0';
    }
    struct param state = {"state", VALUE_INIT};
    value_set_text(&state.value, SV("yes"));
    struct request req = {.op = OP_IMPORT, .form = form, .name = dot ? dot + 1 : NULL, .params = &state, .nparams = 1};
    struct reply rep = {0};
    req.progress = tell ? show_progress : NULL;
    req.progress_arg = form;
    req.in = fopen(path, "rb");
    bool ok = req.in != NULL || err_set(err, ERR_IO, _("%s cannot be read: %s"), path, strerror(errno));
    ok = ok && (host_call(s->host, &req, &rep, err) || err_wrap(err, "%s", path));
    ok = ok && (rep.version == 0 || rejected(path, &rep, err));
    if (req.in) {
        fclose(req.in);
    }
    if (tell) {
        fprintf(stderr, "\r\033[K");
    }
    value_release(&state.value);
    reply_release(&rep);
    free(form);
    free(path);
    return ok;
}

/* FORM.csv, then the files of its rosters. */
static bool load_form(struct session *s, const char *dir, char *const *files, size_t n, const char *form, bool tell, struct err *err)
{
    size_t len = strlen(form);
    for (int rosters = 0; rosters < 2; rosters++) {
        for (size_t i = 0; i < n; i++) {
            bool mine = strncmp(files[i], form, len) == 0 && files[i][len] == '.';
            bool is_roster = mine && !str_eq(files[i] + len, ".csv");
            if (mine && is_roster == (rosters == 1) && !load_file(s, dir, files[i], tell, err)) {
                return false;
            }
        }
    }
    return true;
}

/* A line `move FORM KEY STATE`: what was handed in in the sample is sealed by that move, as anything that people hand in. */
static bool move_record(struct session *s, struct sv rest, struct err *err)
{
    struct sv form = {"", 0}, key = {"", 0}, state = {"", 0};
    (void)(sv_next(&rest, ' ', &form) && sv_next(&rest, ' ', &key) && sv_next(&rest, ' ', &state));
    char *words[] = {mem_dup_n(form.p, form.n), mem_dup_n(key.p, key.n), mem_dup_n(state.p, state.n)};
    struct request req = {.op = OP_MOVE, .form = words[0], .key = words[1], .name = words[2], .n = 1};
    struct reply rep = {0};
    bool ok = host_call(s->host, &req, &rep, err) || err_wrap(err, "order.txt: %s %s", words[0], words[1]);
    reply_release(&rep);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        free(words[i]);
    }
    return ok;
}

static bool load_line(struct session *s, const char *dir, char *const *files, size_t n, struct sv line, bool tell, struct err *err)
{
    static const char move[] = "move ";
    char *form = mem_dup_n(line.p, line.n);
    size_t len = sizeof move - 1;
    bool moves = str_starts(form, move);
    bool ok = moves ? move_record(s, (struct sv){line.p + len, line.n - len}, err) : !*form || load_form(s, dir, files, n, form, tell, err);
    free(form);
    return ok;
}

static bool load_in_order(struct session *s, const char *dir, char *const *files, size_t n, bool tell, struct err *err)
{
    struct str order = STR_INIT;
    char *path = file_join(dir, "order.txt");
    bool ok = !file_exists(path) || file_read(path, ORDER_MAX, &order, err);
    struct sv rest = {order.p, order.len}, line;
    while (ok && sv_next(&rest, '\n', &line)) {
        ok = load_line(s, dir, files, n, line, tell, err);
    }
    for (size_t i = 0; ok && !order.len && i < n; i++) {
        ok = load_file(s, dir, files[i], tell, err);
    }
    free(path);
    str_release(&order);
    return ok;
}

/* ---- people ---- */

static bool deed(struct session *s, const char *name, const char *person, const char *field, const char *unit, struct err *err)
{
    struct request req = {.op = OP_USER, .name = name, .text = person, .field = field, .key = unit};
    struct reply rep = {0};
    bool ok = host_call(s->host, &req, &rep, err);
    reply_release(&rep);
    return ok;
}

static const char *text_of(struct ini_section *section, const char *key)
{
    struct ini_key *k = ini_get(section, key);
    return k && k->value[0] ? k->value : NULL;
}

static bool load_person(struct session *s, struct ini_section *section, struct err *err)
{
    const char *roles = text_of(section, "roles");
    struct sv rest = sv_of(roles ? roles : ""), role;
    bool ok = deed(s, "add", section->name, text_of(section, "name"), NULL, err);
    while (ok && sv_next(&rest, ',', &role)) {
        char *name = mem_dup_n(sv_trim(role).p, sv_trim(role).n);
        ok = deed(s, "grant", section->name, name, text_of(section, "unit"), err);
        free(name);
    }
    return ok;
}

static void first_fault(void *arg, int line, const char *msg)
{
    struct err *err = arg;
    if (err->code == ERR_NONE) {
        err_set(err, ERR_SYNTAX, "%d: %s", line, msg);
    }
}

/* Who holds which role in the sample, so that roles can be tried. */
static bool load_people(struct session *s, const char *dir, struct err *err)
{
    char *path = file_join(dir, "people.ini");
    struct ini *ini = NULL;
    size_t faults = 0;
    bool there = file_exists(path);
    bool ok = !there || (ini_read(&ini, path, first_fault, err, &faults, err) && faults == 0);
    for (size_t i = 0; ok && there && i < ini->nsections; i++) {
        ok = load_person(s, &ini->sections[i], err);
    }
    ok = ok || err_wrap(err, "%s", path);
    ini_free(ini);
    free(path);
    return ok;
}

static bool load(struct session *s, bool tell, struct err *err)
{
    char *dir = file_join(s->app->dir, "demo");
    char **files = NULL;
    size_t n = 0;
    bool ok = file_list(dir, ".csv", &files, &n, err);
    ok = ok && (n > 0 || err_set(err, ERR_NOT_FOUND, _("the application %s has no sample data"), s->app->name));
    ok = ok && store_set_meta(service_store(s->service), "sample", "1", err);
    ok = ok && load_in_order(s, dir, files, n, tell, err) && load_people(s, dir, err);
    file_list_free(files, n);
    free(dir);
    return ok;
}

/* ---- the file ---- */

#define UNFINISHED ".tmp" /* then the number of the process that makes it */

/* The database and what SQLite keeps beside it. */
static const char *const kinds[] = {"", "-wal", "-shm", "-journal"};

/* Whether `rest` of a file's name says that a process which no longer runs left it: ".tmp123", ".tmp123-wal" and so on. */
static bool is_left_over(const char *rest)
{
    char *end;
    if (!str_starts(rest, UNFINISHED)) {
        return false;
    }
    long process = strtol(rest + strlen(UNFINISHED), &end, 10);
    for (size_t i = 0; process > 0 && i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq(end, kinds[i])) {
            return kill((pid_t)process, 0) != 0 && errno == ESRCH;
        }
    }
    return false;
}

static void sweep(const char *dir, const char *name)
{
    struct err ignored = ERR_INIT;
    char **files = NULL;
    size_t n = 0;
    size_t len = strlen(name);
    (void)file_list(dir, "", &files, &n, &ignored);
    for (size_t i = 0; i < n; i++) {
        if (strncmp(files[i], name, len) == 0 && is_left_over(files[i] + len)) {
            char *path = file_join(dir, files[i]);
            unlink(path);
            free(path);
        }
    }
    file_list_free(files, n);
}

void demo_sweep(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *dir = slash ? mem_dup_n(path, (size_t)(slash - path) + 1) : mem_dup(".");
    sweep(dir, slash ? slash + 1 : path);
    free(dir);
}

/* Never over a file that has come there meanwhile. */
static bool put_in_place(const char *made, const char *path, struct err *err)
{
    if (link(made, path) == 0) {
        unlink(made);
        return true;
    }
    if (errno != EEXIST && rename(made, path) == 0) { /* a file system without links */
        return true;
    }
    return err_set(err, ERR_IO, _("%s cannot be written: %s"), path, strerror(errno));
}

/* Closing writes all into the one file and takes the log away; a log that is still there says that it could not. */
static bool is_whole(const char *made, struct err *err)
{
    struct str log = STR_INIT;
    str_addf(&log, "%s-wal", made);
    bool left = file_exists(log.p);
    str_release(&log);
    return !left || err_set(err, ERR_IO, _("%s cannot be written: %s"), made, strerror(EIO));
}

bool demo_make(struct session *s, bool tell, struct err *err)
{
    char *path = s->db_path;
    struct str made = STR_INIT;
    demo_sweep(path);
    str_addf(&made, "%s" UNFINISHED "%ld", path, (long)getpid());
    s->db_path = made.p;
    bool ok = session_open_db(s, STORE_CREATE, err) && load(s, tell, err);
    session_close_db(s);
    s->db_path = path;
    ok = ok && is_whole(made.p, err) && put_in_place(made.p, path, err);
    if (!ok) {
        session_delete_db(made.p); /* half a sample is no sample */
    }
    str_release(&made);
    return ok;
}
