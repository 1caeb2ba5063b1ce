/*
 * Reading what would be: like reading a snapshot (unseal.c), a store of its own on a second connection that can only read, whose temporary
 * tables bear the names of the supposed records' forms.
 */

#include "store/inner.h"

#include "base/i18n.h"

struct supposing {
    struct store *st;
    struct store *over;
    struct record *const *records;
    size_t n;
};

static const char *governing(const struct record *r)
{
    return value_str(&r->cells[r->form->governing_field].value);
}

static bool is_supposed(const struct supposing *s, const char *id)
{
    for (size_t i = 0; i < s->n; i++) {
        if (str_eq(s->records[i]->id, id)) {
            return true;
        }
    }
    return false;
}

/* What it was changed by and when is of no concern here. */
static bool put(const struct supposing *s, struct record *r, struct err *err)
{
    struct sealed_copy copy = {.record = r};
    return unsealed_put(s->over, &copy, err);
}

static bool put_stored(const struct supposing *s, const struct form *form, const char *id, struct err *err)
{
    struct record *r = NULL;
    bool ok = is_supposed(s, id) || (store_load(s->st, form, id, &r, err) && put(s, r, err));
    record_free(r);
    return ok;
}

/* The other records of this form that belong to the same governing one. */
static bool put_neighbours(const struct supposing *s, const struct record *like, struct err *err)
{
    struct str sql = STR_INIT;
    struct rowset ids = {0};
    struct param over = {"over", VALUE_INIT};
    value_set_text(&over.value, sv_of(governing(like)));
    str_addf(&sql, "SELECT _id FROM \"%s\" WHERE \"%s\" = :over", like->form->name, like->form->fields[like->form->governing_field].name);
    bool ok = store_select(s->st, sql.p, &over, 1, SIZE_MAX, &ids, err);
    for (size_t i = 0; ok && i < ids.nrows; i++) {
        ok = put_stored(s, like->form, rowset_str(&ids, i, "_id"), err);
    }
    rowset_release(&ids);
    value_release(&over.value);
    str_release(&sql);
    return ok;
}

static bool seen_before(const struct supposing *s, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (s->records[i]->form == s->records[at]->form && str_eq(governing(s->records[i]), governing(s->records[at]))) {
            return true;
        }
    }
    return false;
}

static bool put_all(const struct supposing *s, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < s->n; i++) {
        struct record *r = s->records[i];
        if (r->form->governing_field < 0) {
            return err_set(err, ERR_USAGE, _("the form '%s' is governed by none, so nothing can be supposed of its records"), r->form->name);
        }
        ok = unsealed_tables(s->over, r->form, err) && (seen_before(s, i) || put_neighbours(s, r, err)) && put(s, r, err);
    }
    return ok;
}

bool dossier_suppose(struct store *st, struct record *const *records, size_t n, struct store **out, struct err *err)
{
    struct supposing s = {.st = st, .over = store_beside(st), .records = records, .n = n};
    bool ok = db_open(&s.over->db, s.over->cache->path, DB_READ, err) && db_exec(s.over->db, "BEGIN", err) && put_all(&s, err) &&
              schema_create_views(s.over->db, "temp", s.over->app, NULL, err) && narrow_rest(st, s.over, err) &&
              db_exec(s.over->db, "COMMIT", err);
    if (!ok) {
        store_close(s.over);
        return false;
    }
    *out = s.over;
    return true;
}
