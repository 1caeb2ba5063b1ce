#include "form_fake.h"

/* Whatever is pressed, in whatever order, on whatever screen: the page stands, and the draft tells what it
 * shows. */

static const char *const names[] = {
    "Enter",  "Enter",  "Tab",    "Shift-Tab", "Up",        "Down",       "Left",      "Right",
    "Home",   "End",    "PgDn",   "PgUp",      "Ctrl-Home", "Ctrl-End",   "F1",        "F4",
    "F5",     "F7",     "F8",     "F9",        "F10",       "Backspace",  "Delete",    "Ctrl-W",
    "Ctrl-K", "Ctrl-U", "Ctrl-Z", "Ctrl-Y",    "Alt-a",     "Alt-i",      "Alt-d",     "Alt-r",
    "Alt-w",  "Alt-t",  "Alt-p",  "Alt-z",     "Ctrl-Left", "Ctrl-Right", "Ctrl-PgDn", "Esc Esc",
};
static const char *const texts[] = {"1", "2", "t",   "c",         "k",  "ễ", "m",       "?",
                                    "+", ",", "x y", "31/2/2013", "12", "-", "\xCC\x81"};
static const char *const blocks[] = {"Toán\t8\tx\nv\t7\n", "1\t2\n3\t4\n5", "\n\n\t\t", "dài dòng văn tự",
                                     "a\nb"};

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* A form with everything in it, a matrix of lists, a matrix of a query and a table too wide for the screen. */
static const struct {
    const char *app, *form;
} forms[] = {
    {"tests/fixtures/so_tay", "hoc_sinh"},
    {"tests/fixtures/bang_so", "so_lieu"},
    {"tests/fixtures/bang_so", "tai_san"},
};
enum { FORMS = sizeof forms / sizeof forms[0] };

static void begin(struct fake *k, size_t form)
{
    fake_start_with(k, forms[form].app, forms[form].form);
    fake_open_page(k, NULL);
}

#define PICK(list, seed) (list)[next_random(seed) % (sizeof(list) / sizeof *(list))]

/* Pop-ups and the help page are left sooner or later: the form is what is tried. */
static bool is_elsewhere(const struct fake *k)
{
    return !str_eq(k->ui.top->ops->name, "form");
}

static void press_something(struct fake *k, unsigned *seed)
{
    unsigned what = next_random(seed) % 20;
    if (is_elsewhere(k) && what < 5) {
        keys(k, "Esc Esc");
    } else if (what < 10) {
        keys(k, PICK(names, seed));
    } else if (what < 18) {
        type(k, PICK(texts, seed));
    } else if (what == 18) {
        paste(k, PICK(blocks, seed));
    } else {
        grid_resize(&k->ui.grid, 8 + (int)(next_random(seed) % 40), 30 + (int)(next_random(seed) % 120));
    }
}

/* When everything was left, the page below is the last one: the record is opened again. */
static void keep_open(struct fake *k)
{
    if (k->ui.quit || !k->ui.top) {
        k->ui.quit = false;
        fake_open_page(k, k->stored || k->draft_exists ? NEW_ID : NULL);
    }
}

/* Painting twice shows the same, and what was painted before and kept is what would be painted anew. */
static void assert_painting_is_true(struct fake *k, unsigned seed, int step)
{
    struct str kept = STR_INIT;
    struct str anew = STR_INIT;
    screen(k, &kept);
    the_page(k)->painted.valid = false;
    screen(k, &anew);
    if (!str_eq(kept.p, anew.p)) {
        printf("kept:\n%s\nanew:\n%s\n", kept.p, anew.p);
        fail_msg("seed %u, key %d", seed, step);
    }
    str_release(&kept);
    str_release(&anew);
}

static void any_keys_in_any_order_leave_the_page_standing(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 12 * FORMS; seed++) {
        struct fake k;
        unsigned random = seed;
        begin(&k, seed % FORMS);
        for (int i = 0; i < 400; i++) {
            press_something(&k, &random);
            keep_open(&k);
            assert_painting_is_true(&k, seed, i);
        }
        assert_non_null(k.ui.top);
        fake_end(&k);
    }
}

/* Only the form's page, so that nothing is saved or left. */
static bool stays_here(const char *key)
{
    static const char *const leaving[] = {"F1", "F10", "Alt-t", "Ctrl-PgDn", "Esc Esc", "Alt-z"};
    for (size_t i = 0; i < sizeof leaving / sizeof *leaving; i++) {
        if (str_eq(key, leaving[i])) {
            return false;
        }
    }
    return true;
}

static void work_a_while(struct fake *k, unsigned *seed)
{
    for (int i = 0; i < 150; i++) {
        const char *key = PICK(names, seed);
        if (is_elsewhere(k) && next_random(seed) % 3 == 0) {
            keys(k, "Esc Esc");
        } else if (next_random(seed) % 2) {
            type(k, PICK(texts, seed));
        } else if (stays_here(key)) {
            keys(k, key);
        }
    }
    while (k->ui.top->ops->popup) {
        keys(k, "Esc Esc");
    }
    keys(k, "Ctrl-Home");
    while (k->ui.top->ops->popup) {
        keys(k, "Esc Esc");
    }
}

static void what_is_typed_is_in_the_draft_whatever_was_pressed(void **state)
{
    (void)state;
    for (unsigned seed = 101; seed <= 100 + 12 * FORMS; seed++) {
        struct fake k;
        unsigned random = seed;
        struct changes differences = {0};
        begin(&k, seed % FORMS);
        work_a_while(&k, &random);
        struct record *typed = record_clone(the_page(&k)->record);
        k.ui.top->ops->flush(k.ui.top, &k.ui);
        k.ui.top->ops->free(k.ui.top);
        k.ui.top = NULL;
        if (k.draft_exists) {
            fake_open_page(&k, NEW_ID);
            matrix_drop_empty(typed); /* a row kept for an answer that was then taken back */
            matrix_drop_empty(the_page(&k)->record);
            record_diff(typed, the_page(&k)->record, &differences);
            for (size_t i = 0; i < differences.list.n; i++) {
                const struct change *c = &differences.list.v[i];
                print_error("seed %u: %s was %s%s, is %s%s\n", seed, c->path,
                            c->old ? value_str(&c->old->value) : "", c->old && c->old->raw ? c->old->raw : "",
                            c->now ? value_str(&c->now->value) : "",
                            c->now && c->now->raw ? c->now->raw : "");
            }
            assert_int_equal(differences.list.n, 0);
        }
        changes_release(&differences);
        record_free(typed);
        fake_end(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_keys_in_any_order_leave_the_page_standing),
        cmocka_unit_test(what_is_typed_is_in_the_draft_whatever_was_pressed),
    };
    return cmocka_run_group_tests_name("form_any_keys", tests, NULL, NULL);
}
