#define _GNU_SOURCE /* memrchr, closefrom */

/*
 * phieu-session: the login shell and the forced command of people who work on a server.  It starts phieu, and nothing else.
 *
 * Its arguments are not looked at (sshd calls it with -c and the forced command), nor is any file of the person's.  Without a command phieu
 * opens its screen; `ssh HOST export NAME`, `summary NAME` and `import NAME` let files travel; `verify` proves the history.  NAME begins with a letter or a digit, so that
 * it can never be an option.  The environment is made from nothing, but for a name of a terminal that can only be a name.
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

enum { NAME_MAX_BYTES = 72, TERM_MAX_BYTES = 31 };

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

/* "VERB NAME", one blank between, or "verify". */
static bool understand(const char *command, const char **verb, const char **name)
{
    static const char *const verbs[] = {"export", "import", "summary"};
    const char *blank = strchr(command, ' ');
    if (strcmp(command, "verify") == 0) {
        *verb = command;
        return true;
    }
    for (size_t i = 0; blank && i < sizeof verbs / sizeof *verbs; i++) {
        size_t n = strlen(verbs[i]);
        if ((size_t)(blank - command) == n && strncmp(command, verbs[i], n) == 0) {
            *verb = verbs[i];
            *name = blank + 1;
            return is_name(*name);
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
    const char *command = getenv("SSH_ORIGINAL_COMMAND");
    const char *verb = NULL, *name = NULL;
    if (command && !understand(command, &verb, &name)) {
        i18n_start(LANG_VI, PHIEU_PREFIX "/share/locale");
        fprintf(stderr, "phieu: %s\n", _("here one can give no command but export NAME, import NAME, summary NAME and verify; without one the screen opens"));
        return EX_NOPERM;
    }
    snprintf(term, sizeof term, "TERM=%s", is_term(getenv("TERM")) ? getenv("TERM") : "vt100");
    char path_var[] = "PATH=/usr/bin:/bin", lang[] = "LANG=C.UTF-8";
    char *const environment[] = {path_var, lang, term, NULL};
    const char *const by_itself[] = {"phieu", "--session", NULL};
    const char *const with_file[] = {"phieu", "--session", verb, name, verb && strcmp(verb, "import") == 0 ? "-" : NULL, NULL};
    reset_signals();
    closefrom(STDERR_FILENO + 1);
    execve(program(path, sizeof path), (char *const *)(uintptr_t)(verb ? with_file : by_itself), environment);
    perror("phieu-session");
    return EX_OSERR;
}
