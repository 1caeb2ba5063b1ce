/* phieu vkey: Vietnamese typing as a filter, a line of keys in, a line of text out. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli.h"
#include "app/commands.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/typing.h"
#include "text/utf8.h"

static bool find_method(const char *name, enum typing_method *out, struct err *err)
{
    *out = TYPING_TELEX;
    return !name || (typing_find_method(name, out) && *out != TYPING_OFF) ||
           err_set(err, ERR_USAGE, _("there is no typing method '%s': write telex or vni"), name);
}

/* The next key of the line; "\b" is Backspace.  0: the line is over; a byte that is not UTF-8 is a key by
 * itself. */
static uint32_t next_key(struct sv *rest)
{
    uint32_t key = 0;
    if (rest->n > 1 && rest->p[0] == '\\' && rest->p[1] == 'b') {
        rest->p += 2;
        rest->n -= 2;
        return TYPING_BACKSPACE;
    }
    int n = utf8_decode(*rest, &key);
    if (n < 0) {
        key = 0xFFFD;
        n = 1;
    }
    rest->p += n;
    rest->n -= (size_t)n;
    return key;
}

static void add_plain(struct str *out, uint32_t key)
{
    char bytes[4];
    if (key != TYPING_BACKSPACE) {
        str_add_n(out, bytes, (size_t)utf8_encode(key, bytes));
    } else {
        str_cut(out, utf8_prev((struct sv){out->p, out->len}, out->len));
    }
}

static void type_line(struct typing *t, struct sv keys, struct str *out)
{
    struct sv word;
    size_t keep;
    str_clear(out);
    typing_restart(t);
    for (uint32_t key; (key = next_key(&keys)) != 0;) {
        if (typing_key(t, (struct sv){out->p, out->len}, key, &keep, &word)) {
            str_cut(out, keep);
            str_add_sv(out, word);
        } else {
            add_plain(out, key);
        }
    }
    if (typing_end(t, (struct sv){out->p, out->len}, &keep, &word)) {
        str_cut(out, keep);
        str_add_sv(out, word);
    }
}

int cmd_vkey(struct session *s, const struct cli *cli)
{
    (void)s;
    enum typing_method method;
    struct err err = ERR_INIT;
    if (!find_method(cli->value[OPT_METHOD], &method, &err)) {
        return cli_fail(&err);
    }
    struct typing t;
    struct str out = STR_INIT;
    char *line = NULL;
    size_t cap = 0;
    typing_init(&t, method, cli_has(cli, OPT_NEW_STYLE));
    for (ssize_t n; (n = getline(&line, &cap, stdin)) >= 0;) {
        type_line(&t, (struct sv){line, strcspn(line, "\r\n")}, &out);
        puts(out.p);
    }
    bool ok =
        fflush(stdout) == 0 || err_set(&err, ERR_IO, _("the text cannot be written: %s"), strerror(errno));
    free(line);
    str_release(&out);
    typing_release(&t);
    return ok ? EXIT_DONE : cli_fail(&err);
}
