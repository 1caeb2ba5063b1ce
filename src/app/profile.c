#include "app/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "screen/keys_file.h"

#define KEYS_NAME "keys.ini" /* of the file of keys that is made */
enum { FILE_MAX = 1 << 20 };

size_t profile_keys(const struct profile *p)
{
    size_t n = 0;
    for (size_t i = 0; p->keys && i < p->keys->list.n; i++) {
        n += doctor_can_learn(&p->keys->list.v[i]);
    }
    return n;
}

/* ---- files ---- */

/* The text of a file that may not be there. */
static bool read_text(const char *path, struct str *out, struct err *err)
{
    return !file_exists(path) || file_read(path, FILE_MAX, out, err);
}

/* Through a link, so that the link stays one. */
static bool write_text(const char *path, const struct str *text, struct str *told, struct err *err)
{
    char *real = realpath(path, NULL);
    bool ok = file_write_atomic(real ? real : path, text->p, text->len, err);
    if (ok) {
        str_addf(told, "%s\n", path);
    }
    free(real);
    return ok;
}

static bool make_folder(const char *path, struct err *err)
{
    char *dir = mem_dup_n(path, (size_t)(strrchr(path, '/') - path));
    bool ok = file_make_dirs(dir, err);
    free(dir);
    return ok;
}

/* KEYS_NAME beside the person's phieu.ini. */
static char *own_keys(const char *own)
{
    struct str path = STR_INIT;
    str_add_n(&path, own, (size_t)(strrchr(own, '/') - own + 1));
    str_add(&path, KEYS_NAME);
    return str_take(&path);
}

/* Whether the file lies in the folder of the person's phieu.ini, whatever way its path takes. */
static bool is_own(const char *path, const char *own)
{
    char *folder = mem_dup_n(own, (size_t)(strrchr(own, '/') - own));
    char *real = realpath(path, NULL), *home = realpath(folder, NULL);
    bool is = real && home && str_starts(real, home) && real[strlen(home)] == '/';
    free(folder);
    free(real);
    free(home);
    return is;
}

/* ---- sequences ---- */

static bool learns(const struct profile *p, const char *bytes, enum key *key)
{
    for (size_t i = 0; i < p->keys->list.n; i++) {
        const struct doctor_key *k = &p->keys->list.v[i];
        if (doctor_can_learn(k) && str_eq(k->bytes.p, bytes)) {
            *key = k->key;
            return true;
        }
    }
    return false;
}

/* The sequences of a key under this TERM: those that were there and do not mean another key now, and the new
 * one. */
static void add_sequences(const struct profile *p, const struct keymap *m, const char *term, enum key key,
                          struct str *out)
{
    for (size_t i = 0; m && i < m->taught.n; i++) {
        const struct taught *t = &m->taught.v[i];
        enum key now;
        if (t->key == key && str_eq(t->term, term) && !learns(p, t->bytes, &now)) {
            str_add(out, out->len > 0 ? " " : "");
            keys_file_spell(sv_of(t->bytes), out);
        }
    }
    for (size_t i = 0; i < p->keys->list.n; i++) {
        const struct doctor_key *k = &p->keys->list.v[i];
        if (k->key == key && doctor_can_learn(k)) {
            str_add(out, out->len > 0 ? " " : "");
            keys_file_spell((struct sv){k->bytes.p, k->bytes.len}, out);
        }
    }
}

/* Keys whose line changes: those that are learnt, and those that lose a sequence to them. */
static bool is_concerned(const struct profile *p, const struct keymap *m, const char *term, enum key key)
{
    enum key now;
    for (size_t i = 0; i < p->keys->list.n; i++) {
        if (p->keys->list.v[i].key == key && doctor_can_learn(&p->keys->list.v[i])) {
            return true;
        }
    }
    for (size_t i = 0; m && i < m->taught.n; i++) {
        const struct taught *t = &m->taught.v[i];
        if (t->key == key && str_eq(t->term, term) && learns(p, t->bytes, &now)) {
            return true;
        }
    }
    return false;
}

static void set_sequences(const struct profile *p, const struct keymap *m, struct str *text)
{
    struct str term = STR_INIT, head = STR_INIT;
    keymap_term_name(p->term ? p->term : "", &term);
    str_addf(&head, "sequences%s%s", term.len > 0 ? " " : "", term.p);
    for (int key = KEY_ENTER; key <= KEY_F12; key++) {
        struct str name = STR_INIT, value = STR_INIT;
        if (is_concerned(p, m, term.p, (enum key)key)) {
            keys_file_name((enum key)key, &name);
            add_sequences(p, m, term.p, (enum key)key, &value);
            ini_set(text, head.p, name.p, value.p);
        }
        str_release(&name);
        str_release(&value);
    }
    str_release(&term);
    str_release(&head);
}

/* The file of keys; *named is what phieu.ini has to call it, NULL when it does so already. */
static bool save_keys(const struct profile *p, const struct config *c, const struct keymap *m,
                      const char *own, const char **named, struct str *told, struct err *err)
{
    bool there = c->keys && is_own(c->keys, own);
    char *path = there ? mem_dup(c->keys) : own_keys(own);
    struct str text = STR_INIT;
    bool ok = read_text(c->keys ? c->keys : path, &text, err);
    *named = there ? NULL : KEYS_NAME;
    if (ok) {
        set_sequences(p, m, &text);
        ok = write_text(path, &text, told, err);
    }
    str_release(&text);
    free(path);
    return ok;
}

bool profile_save(const struct profile *p, const struct config *c, const struct keymap *keymap,
                  struct str *told, struct err *err)
{
    char *own = config_own_path();
    const char *keys = NULL;
    struct str text = STR_INIT;
    bool ok = own ? make_folder(own, err)
                  : err_set(err, ERR_NOT_FOUND, _("there is no home folder to save into: HOME is not set"));
    ok = ok && (profile_keys(p) == 0 || save_keys(p, c, keymap, own, &keys, told, err));
    if (ok && (keys || p->borders)) {
        ok = read_text(own, &text, err);
        if (ok && keys) {
            ini_set(&text, "phieu", "keys", keys);
        }
        if (ok && p->borders) {
            ini_set(&text, "phieu", "borders", p->borders);
        }
        ok = ok && write_text(own, &text, told, err);
    }
    str_release(&text);
    free(own);
    return ok;
}
