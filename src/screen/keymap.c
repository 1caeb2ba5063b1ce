#include "screen/keymap.h"

#include <stdio.h>
#include <string.h>

const char *const keymap_context_names[CONTEXTS] = {"any",  "home", "list", "form",  "grid", "board",
                                                    "pick", "ask",  "text", "table", "menu", "pane", "marks", "help",
                                                    "params"};

enum command_context keymap_context(size_t i)
{
    enum command_context bit = (enum command_context)(1U << i);
    return bit == CTX_MARKS ? CTX_PICK | CTX_MARKS : bit; /* where rows are marked they are picked, too */
}

static size_t context_number(enum command_context context)
{
    size_t i = 0;
    while (i + 1 < CONTEXTS && keymap_context(i) != context) {
        i++;
    }
    return i;
}

/* ---- life ---- */

struct keymap *keymap_new(void)
{
    struct keymap *m = mem_zero(1, sizeof *m);
    m->bindings = mem_zero(command_count * CONTEXTS, sizeof *m->bindings);
    return m;
}

void keymap_free(struct keymap *m)
{
    if (!m) {
        return;
    }
    for (size_t i = 0; i < command_count * CONTEXTS; i++) {
        free(m->bindings[i].keys);
    }
    free(m->bindings);
    for (size_t i = 0; i < m->taught.n; i++) {
        free(m->taught.v[i].term);
        free(m->taught.v[i].bytes);
    }
    vec_release(&m->taught);
    free(m);
}

/* ---- commands ---- */

bool keymap_is_there(const struct command_def *def, enum command_context context)
{
    return def->contexts & (context | CTX_ANY);
}

const char *keymap_keys(const struct keymap *m, const struct command_def *def, enum command_context context)
{
    size_t row = (size_t)(def - command_table);
    const struct binding *b = m ? &m->bindings[row * CONTEXTS + context_number(context)] : NULL;
    return b && b->keys ? b->keys : def->keys;
}

bool keymap_has(const char *keys, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = keys; (p = strstr(p, name)); p += n) {
        bool starts = p == keys || p[-1] == ' ';
        bool ends = p[n] == '\0' || p[n] == ',';
        /* The second half of "Esc Esc" is no key of its own. */
        if (starts && ends && !(p > keys + 1 && p[-2] != ',')) {
            return true;
        }
    }
    return false;
}

enum command keymap_command(const struct keymap *m, const struct event *ev, enum command_context context)
{
    bool space = ev->key == KEY_TEXT && sv_eq(ev->text, " ");
    if ((ev->key == KEY_TEXT && !space) || ev->key == KEY_PASTE) {
        return CMD_NONE;
    }
    struct str name = STR_INIT;
    enum command cmd = CMD_NONE;
    key_spell(ev, &name);
    for (size_t i = 0; name.len > 0 && i < command_count && cmd == CMD_NONE; i++) {
        const struct command_def *def = &command_table[i];
        if (keymap_is_there(def, context) && keymap_has(keymap_keys(m, def, context), name.p)) {
            cmd = def->cmd;
        }
    }
    str_release(&name);
    return cmd;
}

const char *keymap_first(const struct keymap *m, enum command cmd, enum command_context context,
                         char out[KEY_NAME])
{
    snprintf(out, KEY_NAME, "%s", command_def(cmd)->name);
    for (size_t i = 0; i < command_count; i++) {
        const struct command_def *def = &command_table[i];
        const char *keys =
            def->cmd == cmd && keymap_is_there(def, context) ? keymap_keys(m, def, context) : "";
        if (keys[0]) {
            snprintf(out, KEY_NAME, "%.*s", (int)strcspn(keys, ","), keys);
            break;
        }
    }
    return out;
}

/* ---- sequences ---- */

void keymap_term_name(const char *type, struct str *out)
{
    bool first = true; /* of the name, or behind a dot */
    for (const char *p = type; *p; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        bool letter = c >= 'a' && c <= 'z';
        if (first ? !letter : c == '.' && (p[1] == '.' || !p[1])) {
            str_clear(out); /* no name begins so, or ends so */
            return;
        }
        str_add_c(out, letter || (c >= '0' && c <= '9') || c == '.' ? c : '_');
        first = c == '.';
    }
}

void keymap_teach(const struct keymap *m, struct keys *keys, const char *type)
{
    struct str term = STR_INIT;
    keymap_term_name(type ? type : "", &term);
    for (size_t i = 0; m && i < m->taught.n; i++) {
        const struct taught *t = &m->taught.v[i];
        if (!t->term[0] || str_eq(t->term, term.p)) {
            keys_learn(keys, t->bytes, t->key);
        }
    }
    str_release(&term);
}
