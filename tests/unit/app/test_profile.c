#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/console_font.h"
#include "app/profile.h"
#include "base/file.h"
#include "screen/keys_file.h"
#include "text/viet.h"

/* ---- a person's folder ---- */

struct home {
    char dir[40];
    struct config config;
    struct keymap *keymap;
};

static char *path_in(const struct home *h, const char *name)
{
    char *path = file_join(h->dir, name);
    return path;
}

static void put(const struct home *h, const char *name, const char *text)
{
    struct err err = ERR_INIT;
    char *path = path_in(h, name);
    char *dir = mem_dup_n(path, (size_t)(strrchr(path, '/') - path));
    assert_true(file_make_dirs(dir, &err));
    assert_true(file_write_atomic(path, text, strlen(text), &err));
    free(dir);
    free(path);
}

static void assert_file(const struct home *h, const char *name, const char *text)
{
    struct str now = STR_INIT;
    struct err err = ERR_INIT;
    char *path = path_in(h, name);
    assert_true(file_read(path, 1 << 20, &now, &err));
    assert_string_equal(now.p, text);
    str_release(&now);
    free(path);
}

static void begin(struct home *h, const char *ini, const char *keys)
{
    struct err err = ERR_INIT;
    struct faults faults = {0};
    memset(h, 0, sizeof *h);
    strcpy(h->dir, "/tmp/phieu-profile-XXXXXX");
    assert_non_null(mkdtemp(h->dir));
    setenv("XDG_CONFIG_HOME", h->dir, 1);
    if (keys) {
        put(h, "phieu/my.ini", keys);
    }
    if (ini) {
        put(h, "phieu/phieu.ini", ini);
    }
    assert_true(config_read(&h->config, &err));
    if (h->config.keys) {
        h->keymap = keymap_new();
        assert_true(keys_file_read(h->keymap, h->config.keys, &faults, &err));
        assert_int_equal(faults.list.n, 0);
    }
}

static void end(struct home *h)
{
    char command[80];
    config_release(&h->config);
    keymap_free(h->keymap);
    snprintf(command, sizeof command, "rm -rf '%s'", h->dir);
    assert_int_equal(system(command), 0);
}

/* ---- what was tried ---- */

static void add_key(struct doctor_keys *k, enum key key, const char *bytes, enum doctor_verdict verdict)
{
    struct doctor_key *d = vec_push(&k->list);
    *d = (struct doctor_key){.asked = mem_dup("key"), .key = key, .bytes = STR_INIT, .read = STR_INIT, .verdict = verdict};
    str_add(&d->bytes, bytes);
}

static void save(struct home *h, const char *borders, struct doctor_keys *keys)
{
    struct err err = ERR_INIT;
    struct str told = STR_INIT;
    struct profile p = {borders, keys, "xterm-256color"};
    if (!profile_save(&p, &h->config, h->keymap, &told, &err)) {
        fail_msg("%s", err.msg);
    }
    str_release(&told);
    doctor_keys_release(keys);
}

static void nothing_is_there_yet(void **state)
{
    (void)state;
    struct home h;
    struct doctor_keys keys = {0};
    begin(&h, NULL, NULL);
    add_key(&keys, KEY_F1, "\033[90q", DOCTOR_WRONG);
    add_key(&keys, KEY_F2, "\033OQ", DOCTOR_RIGHT);
    add_key(&keys, KEY_PGUP, "\033[;\"x", DOCTOR_WRONG);
    add_key(&keys, KEY_F3, "x", DOCTOR_WRONG);
    save(&h, "ascii", &keys);
    assert_file(&h, "phieu/phieu.ini", "[phieu]\nkeys = keys.ini\nborders = ascii\n");
    assert_file(&h, "phieu/keys.ini", "[sequences xterm_256color]\npgup = \"\\e[;\\x22x\"\nf1 = \"\\e[90q\"\n");
    end(&h);
}

static void what_stands_there_stays(void **state)
{
    (void)state;
    struct home h;
    struct doctor_keys keys = {0};
    begin(&h, "# mine\n[phieu]\n; of the office\nkeys = my.ini\nlang = vi\n",
          "# keys\n[keys]\nsave = F11\n[sequences]\nf1 = \"\\e[1q\"\n[sequences xterm_256color]\nf1 = \"\\e[2q \\e[90q\"\nf5 = \"\\e[91q\"\n");
    add_key(&keys, KEY_F1, "\033[91q", DOCTOR_WRONG);
    add_key(&keys, KEY_F2, "\033[90q", DOCTOR_WRONG);
    save(&h, NULL, &keys);
    assert_file(&h, "phieu/phieu.ini", "# mine\n[phieu]\n; of the office\nkeys = my.ini\nlang = vi\n");
    assert_file(&h, "phieu/my.ini",
                "# keys\n[keys]\nsave = F11\n[sequences]\nf1 = \"\\e[1q\"\n[sequences xterm_256color]\nf1 = \"\\e[2q \\e[91q\"\nf5 = \n"
                "f2 = \"\\e[90q\"\n");
    struct faults faults = {0};
    struct err err = ERR_INIT;
    struct keymap *m = keymap_new();
    assert_true(keys_file_read(m, h.config.keys, &faults, &err)); /* it reads back */
    assert_int_equal(faults.list.n, 0);
    keymap_free(m);
    end(&h);
}

/* Somebody else's: root's, or of all people of the office. */
static void a_file_of_keys_elsewhere_is_copied_first(void **state)
{
    (void)state;
    struct home h;
    struct doctor_keys keys = {0};
    begin(&h, NULL, NULL);
    put(&h, "office/keys.ini", "[keys]\nsave = F11\n");
    put(&h, "phieu/phieu.ini", "[phieu]\nkeys = ../office/keys.ini\n");
    struct err err = ERR_INIT;
    config_release(&h.config);
    assert_true(config_read(&h.config, &err));
    add_key(&keys, KEY_F1, "\033[90q", DOCTOR_WRONG);
    save(&h, NULL, &keys);
    assert_file(&h, "office/keys.ini", "[keys]\nsave = F11\n");
    assert_file(&h, "phieu/keys.ini", "[keys]\nsave = F11\n\n[sequences xterm_256color]\nf1 = \"\\e[90q\"\n");
    assert_file(&h, "phieu/phieu.ini", "[phieu]\nkeys = keys.ini\n");
    end(&h);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct home h;
    struct doctor_keys keys = {0};
    begin(&h, NULL, NULL);
    put(&h, "dotfiles/phieu.ini", "[phieu]\nlang = vi\n");
    put(&h, "phieu/x", "");
    char *from = path_in(&h, "dotfiles/phieu.ini");
    char *to = path_in(&h, "phieu/phieu.ini");
    assert_int_equal(symlink(from, to), 0);
    save(&h, "acs", &keys);
    assert_file(&h, "dotfiles/phieu.ini", "[phieu]\nlang = vi\nborders = acs\n");
    free(from);
    free(to);
    end(&h);
}

static void what_cannot_be_written_is_told(void **state)
{
    (void)state;
    struct home h;
    struct err err = ERR_INIT;
    struct str told = STR_INIT;
    struct doctor_keys keys = {0};
    struct profile p = {"acs", &keys, NULL};
    begin(&h, NULL, NULL);
    put(&h, "phieu", "a file in the place of the folder");
    assert_false(profile_save(&p, &h.config, NULL, &told, &err));
    assert_non_null(strstr(err.msg, h.dir));
    assert_string_equal(told.p, "");
    end(&h);
}

/* ---- the console's font ---- */

static void a_font_with_every_letter_lacks_none(void **state)
{
    (void)state;
    uint16_t all[200];
    size_t n = 0;
    struct viet_letter letter;
    struct str missing = STR_INIT;
    for (uint32_t cp = 0x80; cp < 0x2000; cp++) {
        if (viet_split(cp, &letter)) {
            all[n++] = (uint16_t)cp;
        }
    }
    assert_int_equal(n, 134);
    all[n++] = 0x2500;
    console_font_missing(all, n, "─", &missing);
    assert_string_equal(missing.p, "");
    console_font_missing(all, n, "─│…", &missing);
    assert_string_equal(missing.p, "│…");
    str_clear(&missing);
    console_font_missing(all + 1, n - 1, "", &missing);
    assert_string_equal(missing.p, "À");
    str_release(&missing);
}

static void what_is_no_console_has_no_font(void **state)
{
    (void)state;
    uint16_t *mapped = NULL;
    size_t n = 0;
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    assert_false(console_font_map(fds[0], &mapped, &n));
    assert_null(mapped);
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_there_yet),
        cmocka_unit_test(what_stands_there_stays),
        cmocka_unit_test(a_file_of_keys_elsewhere_is_copied_first),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(what_cannot_be_written_is_told),
        cmocka_unit_test(a_font_with_every_letter_lacks_none),
        cmocka_unit_test(what_is_no_console_has_no_font),
    };
    return cmocka_run_group_tests_name("app/profile", tests, NULL, NULL);
}
