#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the UTF-8 sequence that `lead` starts; 1 for anything that starts none. */
static size_t sequence_length(unsigned char lead)
{
    if (lead >= 0xF0) {
        return 4;
    }
    if (lead >= 0xE0) {
        return 3;
    }
    return lead >= 0xC0 ? 2 : 1;
}

/* vsnprintf cuts at a byte: drop the letter it may have cut in two. */
static void drop_half_letter(char *msg)
{
    size_t len = strlen(msg);
    size_t lead = len;

    while (lead > 0 && len - lead < 4) {
        lead--;
        if (((unsigned char)msg[lead] & 0xC0) != 0x80) {
            break;
        }
    }
    if (lead + sequence_length((unsigned char)msg[lead]) > len) {
        msg[lead] = '\0';
    }
}

/* Through a copy, so that the arguments may point into `e->msg`. */
static void set_message(struct err *e, const char *text, int wanted)
{
    memcpy(e->msg, text, strlen(text) + 1);
    if (wanted >= (int)sizeof e->msg) {
        drop_half_letter(e->msg);
    }
}

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    char msg[sizeof e->msg];
    va_list ap;

    va_start(ap, fmt);
    int wanted = vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    set_message(e, msg, wanted);
    e->code = code;
    return false;
}

bool err_wrap(struct err *e, const char *fmt, ...)
{
    char context[sizeof e->msg];
    char msg[sizeof e->msg];
    va_list ap;

    va_start(ap, fmt);
    int wanted = vsnprintf(context, sizeof context, fmt, ap);
    va_end(ap);
    if (wanted >= (int)sizeof context) {
        drop_half_letter(context);
    }
    wanted = snprintf(msg, sizeof msg, "%s: %s", context, e->msg);
    set_message(e, msg, wanted);
    return false;
}
