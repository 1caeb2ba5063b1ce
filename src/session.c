#define _GNU_SOURCE /* memrchr, closefrom */

/*
 * phieu-session: the login shell and the forced command of people who work on a server.  It starts phieu, and nothing else.
 *
 * Its arguments are not looked at (sshd calls it with -c and the forced command), nor is any file of the person's.  Without a command phieu
 * opens its screen; `ssh HOST export NAME`, `import NAME`, `summary NAME [PARAMETER=VALUE]…` and `report NAME [KEY] [PARAMETER=VALUE]…
 * [--format FORM]` let files travel; `verify` proves the history.  NAME begins with a letter or a digit, so that it can never be an option.
 *
 * sshd hands over the command as one line without the quotes that its writer's shell took.  So a KEY or VALUE goes on to the next
 * PARAMETER= or to the options at the end, with the blanks in it, and stands behind "--", where nothing is an option.  The environment is made from nothing, but for a name of a terminal that can only be a name.
 *
 * What phieu gives up once it runs is app/confine's.
 */

#include <ctype.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/i18n.h"

enum { NAME_MAX_BYTES = 72, TERM_MAX_BYTES = 31, VALUE_MAX_BYTES = 40, COMMAND_MAX_BYTES = 2048, ARGS_MAX = 40 };

/* FORM, FORM.ROSTER or a summary's name: [a-z0-9][a-z0-9_-]* once or twice. */
static bool is_name(const char *s)
{
    bool begins = true;
    size_t n = strlen(s);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c == '.' && !begins && !strchr(s + i + 1, '.')) {
            begins = true;
        } else if (letter || (!begins && (c == '_' || c == '-'))) {
            begins = false;
        } else {
            return false;
        }
    }
    return n > 0 && n <= NAME_MAX_BYTES && !begins;
}

/* What phieu is called with. */
struct call {
    const char *args[ARGS_MAX + 1];
    int n;
};

static bool add(struct call *c, const char *arg)
{
    bool room = c->n < ARGS_MAX;
    if (room) {
        c->args[c->n++] = arg;
    }
    return room;
}

/* Letters, digits and '-': a form's name, a number, a seal code. */
static bool is_value(const char *s)
{
    size_t n = 0;
    while (isascii((unsigned char)s[n]) && (isalnum((unsigned char)s[n]) || (n > 0 && s[n] == '-'))) {
        n++;
    }
    return n > 0 && !s[n] && n <= VALUE_MAX_BYTES;
}

/* The option that stands at the end of the line is taken off it.  False: there is none. */
static bool take_option(char *line, struct call *c)
{
    static const char *const WITH_VALUE[] = {"--format ", "--width ", "--lang ", "--snapshot "};
    char *at = NULL;
    for (char *next = strstr(line, " --"); next; next = strstr(next + 1, " --")) {
        at = next;
    }
    if (!at) {
        return false;
    }
    bool known = strcmp(at + 1, "--ascii") == 0 && add(c, "--ascii");
    for (size_t i = 0; !known && i < sizeof WITH_VALUE / sizeof *WITH_VALUE; i++) {
        size_t n = strlen(WITH_VALUE[i]);
        known = strncmp(at + 1, WITH_VALUE[i], n) == 0 && is_value(at + 1 + n);
        if (known) {
            at[n] = '\0';
            known = add(c, at + 1) && add(c, at + 1 + n);
        }
    }
    *at = known ? '\0' : *at;
    return known;
}

/* Whether "name=" begins here. */
static bool is_parameter(const char *s)
{
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_' || (n > 0 && s[n] >= '0' && s[n] <= '9')) {
        n++;
    }
    return n > 0 && s[n] == '=';
}

/* A key, when there may be one, and parameters. */
static bool split(char *rest, bool key, struct call *c)
{
    if (!key && !is_parameter(rest)) {
        return false;
    }
    bool ok = add(c, rest);
    for (char *blank = strchr(rest, ' '); ok && blank; blank = strchr(blank + 1, ' ')) {
        if (is_parameter(blank + 1)) {
            *blank = '\0';
            ok = add(c, blank + 1);
        }
    }
    return ok;
}

static bool has_control(const char *s)
{
    while (*s && (unsigned char)*s >= ' ' && *s != 0x7F) {
        s++;
    }
    return *s != '\0';
}

/* What stands behind the name of a document or summary; `line` is cut up. */
static bool understand_rest(const char *verb, char *line, struct call *c)
{
    char *rest = strchr(line, ' ');
    bool report = strcmp(verb, "report") == 0, ok = true;
    while (report && take_option(line, c)) {
    }
    if (rest) {
        *rest++ = '\0';
    }
    ok = add(c, "--") && add(c, verb) && add(c, line);
    return ok && is_name(line) && (!rest || (*rest ? split(rest, report, c) : report));
}

/* "verify", "VERB NAME", one blank between, or more behind the name. */
static bool understand(char *command, struct call *c)
{
    static const char *const SIMPLE[] = {"export", "import"}, *const MORE[] = {"summary", "report"};
    char *name = strchr(command, ' ');
    if (strcmp(command, "verify") == 0) {
        return add(c, command);
    }
    if (!name || strlen(command) > COMMAND_MAX_BYTES || has_control(command)) {
        return false;
    }
    *name++ = '\0';
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(command, SIMPLE[i]) == 0) {
            return add(c, command) && add(c, name) && is_name(name) && (i == 0 || add(c, "-"));
        }
        if (strcmp(command, MORE[i]) == 0) {
            return understand_rest(command, name, c);
        }
    }
    return false;
}

static bool is_term(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    bool ok = n > 0 && n <= TERM_MAX_BYTES && !strstr(s, "..");
    for (size_t i = 0; ok && i < n; i++) {
        ok = isascii((unsigned char)s[i]) && (isalnum((unsigned char)s[i]) || strchr("+._-", s[i]));
    }
    return ok;
}

/* phieu beside this program, as it was built; else where it is installed. */
static const char *program(char *out, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", out, size - sizeof "phieu");
    char *slash = n > 0 ? memrchr(out, '/', (size_t)n) : NULL;
    if (slash) {
        memcpy(slash + 1, "phieu", sizeof "phieu");
    }
    return slash && access(out, X_OK) == 0 ? out : PHIEU_PREFIX "/bin/phieu";
}

/* What a session may have been started with must not be deaf to the end of its line. */
static void reset_signals(void)
{
    sigset_t none;
    for (int i = 1; i < NSIG; i++) {
        signal(i, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

int main(void)
{
    char path[PATH_MAX], term[sizeof "TERM=" + TERM_MAX_BYTES];
    const char *asked = getenv("SSH_ORIGINAL_COMMAND");
    char *command = asked ? strdup(asked) : NULL;
    struct call call = {{"phieu", "--session"}, 2};
    if (asked && (!command || !understand(command, &call))) {
        i18n_start(LANG_VI, PHIEU_PREFIX "/share/locale");
        fprintf(stderr, "phieu: %s\n",
                _("here one can give no command but export NAME, import NAME, summary NAME, report NAME KEY and verify; without one the screen opens"));
        return EX_NOPERM;
    }
    snprintf(term, sizeof term, "TERM=%s", is_term(getenv("TERM")) ? getenv("TERM") : "vt100");
    char path_var[] = "PATH=/usr/bin:/bin", lang[] = "LANG=C.UTF-8";
    char *const environment[] = {path_var, lang, term, NULL};
    reset_signals();
    closefrom(STDERR_FILENO + 1);
    execve(program(path, sizeof path), (char *const *)(uintptr_t)call.args, environment);
    perror("phieu-session");
    return EX_OSERR;
}
