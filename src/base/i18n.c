#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const codes[LANG_COUNT] = {[LANG_VI] = "vi", [LANG_EN] = "en"};

bool lang_parse(const char *code, enum lang *out)
{
    for (int i = 0; i < LANG_COUNT; i++) {
        size_t n = strlen(codes[i]);
        if (strncmp(code, codes[i], n) == 0 && strchr("_-.@", code[n])) { /* strchr finds the NUL too */
            *out = (enum lang)i;
            return true;
        }
    }
    return false;
}

const char *lang_code(enum lang lang)
{
    return codes[lang];
}

static bool codeset_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static const char *first_set(const char *const *names)
{
    for (; *names; names++) {
        const char *value = getenv(*names);
        if (value && value[0]) {
            return value;
        }
    }
    return "";
}

/* "vi_VN.UTF-8" says what the terminal understands, also where this machine has no such locale: it comes along over SSH. */
static bool name_says_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG", NULL};
    const char *codeset = strchr(first_set(variables), '.');

    return codeset && (strncasecmp(codeset, ".UTF-8", 6) == 0 || strncasecmp(codeset, ".UTF8", 5) == 0);
}

/* gettext looks at LANGUAGE only while LC_MESSAGES is not "C"; newer glibc counts C.UTF-8 as "C" too. */
static void set_messages_locale(enum lang lang)
{
    static const char *const own[LANG_COUNT] = {[LANG_VI] = "vi_VN.UTF-8", [LANG_EN] = "en_US.UTF-8"};
    const char *name = setlocale(LC_MESSAGES, "");

    if (name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0 && strncmp(name, "C.", 2) != 0) {
        return;
    }
    if (!setlocale(LC_MESSAGES, own[lang])) {
        setlocale(LC_MESSAGES, "C.UTF-8");
    }
}

bool i18n_start(enum lang lang, const char *dir)
{
    bool utf8 = setlocale(LC_CTYPE, "") ? codeset_is_utf8() : name_says_utf8();

    if (!codeset_is_utf8()) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
    set_messages_locale(lang);
    setenv("LANGUAGE", lang_code(lang), 1);
    bindtextdomain("phieu", dir);
    bind_textdomain_codeset("phieu", "UTF-8");
    textdomain("phieu");
    return utf8;
}

/* gettext forgets what it found in the language before when its domain is named anew. */
void i18n_speak(enum lang lang)
{
    const char *now = getenv("LANGUAGE");

    if (!now || strcmp(now, lang_code(lang)) != 0) {
        setenv("LANGUAGE", lang_code(lang), 1);
        textdomain(textdomain(NULL));
    }
}

enum lang i18n_spoken(enum lang otherwise)
{
    const char *now = getenv("LANGUAGE");
    enum lang lang;
    return now && lang_parse(now, &lang) ? lang : otherwise;
}
