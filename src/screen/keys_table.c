#include "screen/keys_table.h"

#include <string.h>

struct final_row {
    char final;
    enum key key;
};

struct number_row {
    int number;
    enum key key;
};

struct text_row {
    char final;
    const char *text;
};

/* After ESC [ and, with cursor keys in application mode, after ESC O. */
static const struct final_row csi_finals[] = {
    {'A', KEY_UP}, {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'H', KEY_HOME},    {'F', KEY_END},
    {'P', KEY_F1}, {'Q', KEY_F2},   {'R', KEY_F3},    {'S', KEY_F4},   {'Z', KEY_BACKTAB},
};

/* T … Z and [ are function keys of PuTTY's VT100+; a … d rxvt's Ctrl with arrows; M the keypad's Enter. */
static const struct final_row ss3_finals[] = {
    {'A', KEY_UP},         {'B', KEY_DOWN},      {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'H', KEY_HOME},
    {'F', KEY_END},        {'P', KEY_F1},        {'Q', KEY_F2},    {'R', KEY_F3},   {'S', KEY_F4},
    {'T', KEY_F5},         {'U', KEY_F6},        {'V', KEY_F7},    {'W', KEY_F8},   {'X', KEY_F9},
    {'Y', KEY_F10},        {'Z', KEY_F11},       {'[', KEY_F12},   {'a', KEY_UP},   {'b', KEY_DOWN},
    {'c', KEY_CTRL_RIGHT}, {'d', KEY_CTRL_LEFT}, {'M', KEY_ENTER}, {'I', KEY_TAB},
};

/* The keypad in application mode, which some PuTTYs send whatever NumLock says. */
static const struct text_row keypad[] = {
    {' ', " "}, {'j', "*"}, {'k', "+"}, {'l', ","}, {'m', "-"}, {'n', "."},
    {'o', "/"}, {'p', "0"}, {'q', "1"}, {'r', "2"}, {'s', "3"}, {'t', "4"},
    {'u', "5"}, {'v', "6"}, {'w', "7"}, {'x', "8"}, {'y', "9"},
};

static const struct final_row linux_finals[] = {
    {'A', KEY_F1}, {'B', KEY_F2}, {'C', KEY_F3}, {'D', KEY_F4}, {'E', KEY_F5},
};

/* ESC [ number ~ (and rxvt's ^ $ @ for Ctrl, Shift and both). */
static const struct number_row numbers[] = {
    {1, KEY_HOME}, {2, KEY_INSERT}, {3, KEY_DELETE}, {4, KEY_END},  {5, KEY_PGUP},
    {6, KEY_PGDN}, {7, KEY_HOME},   {8, KEY_END},    {11, KEY_F1},  {12, KEY_F2},
    {13, KEY_F3},  {14, KEY_F4},    {15, KEY_F5},    {17, KEY_F6},  {18, KEY_F7},
    {19, KEY_F8},  {20, KEY_F9},    {21, KEY_F10},   {23, KEY_F11}, {24, KEY_F12},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static enum key find_final(const struct final_row *rows, size_t n, char final)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].final == final) {
            return rows[i].key;
        }
    }
    return KEY_REPLY;
}

static enum key find_number(int number)
{
    for (size_t i = 0; i < COUNT(numbers); i++) {
        if (numbers[i].number == number) {
            return numbers[i].key;
        }
    }
    return KEY_REPLY;
}

static enum key with_ctrl(enum key key)
{
    switch (key) {
    case KEY_LEFT:
        return KEY_CTRL_LEFT;
    case KEY_RIGHT:
        return KEY_CTRL_RIGHT;
    case KEY_HOME:
        return KEY_CTRL_HOME;
    case KEY_END:
        return KEY_CTRL_END;
    case KEY_PGUP:
        return KEY_CTRL_PGUP;
    case KEY_PGDN:
        return KEY_CTRL_PGDN;
    default:
        return key;
    }
}

/*
 * `modifier` as xterm counts: 1 + (1 Shift, 2 Alt, 4 Ctrl).  Function keys with modifiers mean nothing here:
 * terminals disagree about them, and Shift-F3 looks like the answer to a question about the cursor.
 */
static enum key modified(enum key key, int modifier)
{
    if (modifier <= 1) {
        return key;
    }
    if (key >= KEY_F1 && key <= KEY_F12) {
        return KEY_REPLY;
    }
    return ((modifier - 1) & 4) ? with_ctrl(key) : key;
}

static enum key csi_key(const struct sequence *s)
{
    switch (s->final) {
    case '~':
        return modified(find_number(s->param[0]), s->param[1]);
    case '^':
    case '@':
        return modified(find_number(s->param[0]), 5);
    case '$':
        return modified(find_number(s->param[0]), 2);
    case 'a': /* rxvt: Shift with arrows */
    case 'b':
    case 'c':
    case 'd':
        return s->nparams > 0 ? KEY_REPLY
                              : find_final(csi_finals, COUNT(csi_finals), (char)(s->final - 'a' + 'A'));
    case 'R': /* with parameters it tells where the cursor is */
        return s->nparams > 0 ? KEY_REPLY : KEY_F3;
    default:
        return modified(find_final(csi_finals, COUNT(csi_finals), s->final), s->param[1]);
    }
}

static struct event ss3_event(const struct sequence *s)
{
    for (size_t i = 0; i < COUNT(keypad); i++) {
        if (keypad[i].final == s->final) {
            return (struct event){.key = KEY_TEXT, .keypad = true, .text = {keypad[i].text, 1}};
        }
    }
    /* ESC O 5 C of older xterms and ESC O 1 ; 5 C of newer: the last parameter is the modifier. */
    int modifier = s->nparams > 0 ? s->param[s->nparams - 1] : 0;
    return (struct event){.key = modified(find_final(ss3_finals, COUNT(ss3_finals), s->final), modifier)};
}

struct event keys_of_sequence(const struct sequence *s)
{
    if (s->mark) {
        return (struct event){.key = KEY_REPLY};
    }
    if (s->intro == 'O') {
        return ss3_event(s);
    }
    if (s->intro == 'L') {
        return (struct event){.key = find_final(linux_finals, COUNT(linux_finals), s->final)};
    }
    return (struct event){.key = csi_key(s)};
}

enum key keys_of_digit(char digit)
{
    return digit == '0' ? KEY_F10 : (enum key)(KEY_F1 + (digit - '1'));
}

const struct keys_cap keys_caps[] = {
    {"kf1", KEY_F1},       {"kf2", KEY_F2},       {"kf3", KEY_F3},       {"kf4", KEY_F4},
    {"kf5", KEY_F5},       {"kf6", KEY_F6},       {"kf7", KEY_F7},       {"kf8", KEY_F8},
    {"kf9", KEY_F9},       {"kf10", KEY_F10},     {"kf11", KEY_F11},     {"kf12", KEY_F12},
    {"kcuu1", KEY_UP},     {"kcud1", KEY_DOWN},   {"kcub1", KEY_LEFT},   {"kcuf1", KEY_RIGHT},
    {"khome", KEY_HOME},   {"kend", KEY_END},     {"kpp", KEY_PGUP},     {"knp", KEY_PGDN},
    {"kich1", KEY_INSERT}, {"kdch1", KEY_DELETE}, {"kcbt", KEY_BACKTAB}, {"kent", KEY_ENTER},
};
const size_t keys_ncaps = COUNT(keys_caps);

const enum key keys_usual[] = {KEY_F1,  KEY_F2,        KEY_F3, KEY_F4,   KEY_F5,   KEY_F6,    KEY_F7,   KEY_F8,  KEY_F9,
                               KEY_F10, KEY_BACKSPACE, KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN};
const size_t keys_nusual = COUNT(keys_usual);

/* ---- names ---- */

struct name_row {
    enum key key;
    const char *name;
};

static const struct name_row names[] = {
    {KEY_ENTER, "Enter"},
    {KEY_TAB, "Tab"},
    {KEY_BACKTAB, "Shift-Tab"},
    {KEY_BACKSPACE, "Backspace"},
    {KEY_DELETE, "Delete"},
    {KEY_INSERT, "Insert"},
    {KEY_UP, "Up"},
    {KEY_DOWN, "Down"},
    {KEY_LEFT, "Left"},
    {KEY_RIGHT, "Right"},
    {KEY_HOME, "Home"},
    {KEY_END, "End"},
    {KEY_PGUP, "PgUp"},
    {KEY_PGDN, "PgDn"},
    {KEY_CTRL_LEFT, "Ctrl-Left"},
    {KEY_CTRL_RIGHT, "Ctrl-Right"},
    {KEY_CTRL_HOME, "Ctrl-Home"},
    {KEY_CTRL_END, "Ctrl-End"},
    {KEY_CTRL_PGUP, "Ctrl-PgUp"},
    {KEY_CTRL_PGDN, "Ctrl-PgDn"},
    {KEY_F1, "F1"},
    {KEY_F2, "F2"},
    {KEY_F3, "F3"},
    {KEY_F4, "F4"},
    {KEY_F5, "F5"},
    {KEY_F6, "F6"},
    {KEY_F7, "F7"},
    {KEY_F8, "F8"},
    {KEY_F9, "F9"},
    {KEY_F10, "F10"},
    {KEY_F11, "F11"},
    {KEY_F12, "F12"},
    {KEY_ESC, "Esc Esc"},
    {KEY_ESC_BEGUN, "Esc"},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Ctrl with these letters is a key of its own on every terminal. */
static bool parse_ctrl(char letter, struct event *out)
{
    static const struct final_row own[] = {
        {'h', KEY_BACKSPACE},
        {'i', KEY_TAB},
        {'j', KEY_ENTER},
        {'m', KEY_ENTER},
    };
    letter = lower(letter);
    if (!((letter >= 'a' && letter <= 'z') || strchr("\\]^_@", letter))) {
        return false;
    }
    enum key key = find_final(own, COUNT(own), letter);
    *out = key == KEY_REPLY ? (struct event){.key = KEY_CTRL, .letter = letter} : (struct event){.key = key};
    return true;
}

static bool parse_named(const char *name, struct event *out)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        if (str_eq(names[i].name, name)) {
            *out = (struct event){.key = names[i].key};
            return true;
        }
    }
    return false;
}

bool key_parse(const char *name, struct event *out)
{
    if (parse_named(name, out)) {
        return true;
    }
    if (str_eq(name, "Space")) {
        *out = (struct event){.key = KEY_TEXT, .text = SV(" ")};
        return true;
    }
    if (str_starts(name, "Ctrl-") && strlen(name) == 6) {
        return parse_ctrl(name[5], out);
    }
    if (str_starts(name, "Alt-") && strlen(name) == 5 && name[4] > ' ' && name[4] < 0x7F) {
        *out = (struct event){.key = KEY_ALT, .letter = lower(name[4])};
        return true;
    }
    return false;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

void key_spell(const struct event *ev, struct str *out)
{
    if (ev->key == KEY_CTRL) {
        str_addf(out, "Ctrl-%c", upper(ev->letter));
        return;
    }
    if (ev->key == KEY_ALT) {
        str_addf(out, "Alt-%c", ev->letter);
        return;
    }
    if (ev->key == KEY_TEXT && sv_eq(ev->text, " ")) {
        str_add(out, "Space");
        return;
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        if (names[i].key == ev->key) {
            str_add(out, names[i].name);
            return;
        }
    }
}
