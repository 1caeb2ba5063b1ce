#include "form_fake.h"
#include "screen/identity.h"

/* Who sits here.  The account is called "may1"; the application has one role, giao_vien. */

static void below_draw(struct page *p, struct ui *ui, struct grid *g)
{
    (void)p;
    ui_frame(ui, g, "", "", CTX_HOME);
}

static void below_resume(struct page *p, struct ui *ui, struct page *closed)
{
    (void)p;
    assert_true(identity_closed(ui, closed));
}

static void below_free(struct page *p)
{
    (void)p;
}

static const struct page_ops below_ops = {
    .draw = below_draw, .resume = below_resume, .free = below_free, .name = "below", .context = CTX_HOME};

struct fixture {
    struct fake k;
    struct page below;
};

static void begin(struct fixture *x, const char *people)
{
    fake_start(&x->k);
    x->k.people = people;
    x->k.ui.person = "may1";
    x->below = (struct page){.ops = &below_ops};
    ui_push(&x->k.ui, &x->below);
}

static void end(struct fixture *x)
{
    fake_end(&x->k);
}

static void one_person_alone_is_not_asked(void **state)
{
    static const struct {
        const char *people;
        enum identity expected;
        const char *became;
    } cases[] = {
        {NULL, IDENTITY_KNOWN, ""},                       /* nobody yet: the account's name */
        {"may1::0", IDENTITY_KNOWN, ""},                  /* nobody said otherwise */
        {"Mai:giao_vien:1", IDENTITY_KNOWN, "Mai:giao_vien"},
        {"Mai:giao_vien:1;may1::0", IDENTITY_KNOWN, "Mai:giao_vien"}, /* who sat here under the account's name before */
        {"Mai:giao_vien:1;may1::1", IDENTITY_ASK, ""},    /* somebody chose to be called so */
        {"Mai::0;Lan::0", IDENTITY_ASK, ""},
        {"Mai:gone:1", IDENTITY_KNOWN, "Mai:"},           /* the application has that role no more */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture x;
        begin(&x, cases[i].people);
        assert_int_equal(identity_at_start(&x.k.ui), cases[i].expected);
        assert_string_equal(x.k.became.p ? x.k.became.p : "", cases[i].became);
        end(&x);
    }
}

static void several_are_asked_and_the_last_one_is_enter(void **state)
{
    (void)state;
    struct fixture x;
    begin(&x, "Mai:giao_vien:1;Lan::1");
    identity_ask(&x.k.ui, false);
    assert_shows(&x.k, "1 Mai, Giáo viên");
    assert_shows(&x.k, "2 Lan");
    assert_shows(&x.k, "3 Somebody else …");
    keys(&x.k, "Enter");
    assert_string_equal(x.k.became.p, "Mai:giao_vien");
    assert_string_equal(x.k.ui.person, "Mai");
    assert_true(x.k.ui.chosen);
    assert_ptr_equal(x.k.ui.top, &x.below);
    assert_non_null(strstr(x.k.calls.p, "_role=giao_vien"));
    end(&x);
}

static void somebody_else_says_name_and_role(void **state)
{
    (void)state;
    struct fixture x;
    begin(&x, "Mai:giao_vien:1;Lan::1");
    identity_ask(&x.k.ui, false);
    type(&x.k, "3");
    keys(&x.k, "Enter");
    assert_said(&x.k, "Something must be written here");
    type(&x.k, " Hoa ");
    keys(&x.k, "Enter");
    assert_shows(&x.k, "1 Giáo viên");
    assert_shows(&x.k, "2 All of these: one person alone");
    type(&x.k, "2");
    assert_string_equal(x.k.became.p, "Hoa:");
    assert_said(&x.k, "Hoa is working here now.");
    end(&x);
}

static void while_it_runs_person_and_role_are_changed(void **state)
{
    (void)state;
    struct fixture x;
    begin(&x, "Mai:giao_vien:1");
    identity_ask(&x.k.ui, true);
    assert_shows(&x.k, "1 may1"); /* who sits here now can change the role alone */
    type(&x.k, "2");
    assert_shows(&x.k, "─ Mai ─");
    keys(&x.k, "Down, Enter");
    assert_string_equal(x.k.became.p, "Mai:");
    assert_null(x.k.ui.role);
    end(&x);
}

static void esc_goes_back_to_the_list_and_out_of_it(void **state)
{
    (void)state;
    struct fixture x;
    begin(&x, "Mai:giao_vien:1;Lan::1");
    identity_ask(&x.k.ui, false);
    type(&x.k, "3");
    keys(&x.k, "Esc");
    assert_shows(&x.k, "3 Somebody else …");
    keys(&x.k, "Esc");
    assert_ptr_equal(x.k.ui.top, &x.below);
    assert_false(x.k.ui.chosen);
    end(&x);
}

static void a_proved_identity_stays(void **state)
{
    (void)state;
    struct fixture x;
    begin(&x, "Mai:giao_vien:1;Lan::1");
    x.k.host.become = NULL;
    identity_ask(&x.k.ui, true);
    assert_said(&x.k, "it cannot be changed");
    end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_person_alone_is_not_asked),
        cmocka_unit_test(several_are_asked_and_the_last_one_is_enter),
        cmocka_unit_test(somebody_else_says_name_and_role),
        cmocka_unit_test(while_it_runs_person_and_role_are_changed),
        cmocka_unit_test(esc_goes_back_to_the_list_and_out_of_it),
        cmocka_unit_test(a_proved_identity_stays),
    };
    return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
