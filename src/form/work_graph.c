/* What each node needs, and the order in which nodes are evaluated. */

#include "form/work_int.h"

#include <string.h>

struct bits bits_new(struct work *w)
{
    return (struct bits){arena_alloc(&w->arena, w->words * sizeof(uint64_t))};
}

static struct bits needs_of(struct work *w, size_t node)
{
    if (!w->needs[node].w) {
        w->needs[node] = bits_new(w);
    }
    return w->needs[node];
}

static void node_reads(struct work *w, size_t node, const struct code *c)
{
    if (c && c->st) {
        bits_join(needs_of(w, node), c->reads, w->words);
    }
}

static void node_feeds(struct work *w, size_t node, const struct feed *f)
{
    if (f->query) {
        bits_join(needs_of(w, node), f->reads, w->words);
    }
}

/* required and read_only are not here: nothing reads them. */
static void add_slot_needs(struct work *w, size_t node)
{
    const struct slots *s = &w->slots[node];
    const struct field *f = s->field;

    node_reads(w, node, s->code[SLOT_RELEVANT]);
    if (f->type != FIELD_NOTE) { /* a note is computed when it is shown, and nothing reads it */
        node_reads(w, node, s->code[SLOT_CALCULATION]);
    }
    node_reads(w, node, s->code[SLOT_DEFAULT]);
    if (f->roster >= 0) {
        bits_add(needs_of(w, node), node_rows(w, (size_t)f->roster));
    } else if (f->group >= 0) {
        bits_add(needs_of(w, node), node_group(w, (size_t)f->group));
    }
}

/* A matrix of two lists: what their filters read, and the day on which codes must be in force. */
static void add_pair_needs(struct work *w, size_t node, const struct roster_table *t)
{
    struct bits needs = needs_of(w, node); /* it is evaluated even when it needs nothing */

    node_reads(w, node, t->matrix.offers[0]);
    node_reads(w, node, t->matrix.offers[1]);
    if (w->form->as_of >= 0) {
        bits_add(needs, node_field(w, &w->form->fields[w->form->as_of]));
    }
}

static void add_roster_needs(struct work *w, size_t i)
{
    const struct roster_table *t = &w->rosters[i];
    size_t node = node_rows(w, i);

    node_reads(w, node, t->relevant);
    node_feeds(w, node, &t->feed);
    if (t->def->matrix && !t->def->rows) {
        add_pair_needs(w, node, t);
    }
    if (t->def->group >= 0) {
        bits_add(needs_of(w, node), node_group(w, (size_t)t->def->group));
    }
}

static void add_needs(struct work *w)
{
    for (size_t i = 0; i < w->nslots; i++) {
        add_slot_needs(w, i);
    }
    for (size_t i = 0; i < w->form->nrosters; i++) {
        add_roster_needs(w, i);
    }
    for (size_t i = 0; i < w->form->ngroups; i++) {
        node_reads(w, node_group(w, i), w->group_code[i]);
    }
    for (size_t i = 0; i < w->form->nlookups; i++) {
        node_feeds(w, node_lookup(w, i), &w->lookups[i].feed);
    }
}

/* ---- names and places, for faults ---- */

static void add_node_name(const struct work *w, size_t node, struct str *out)
{
    if (node < w->nslots) {
        const struct field *f = w->slots[node].field;
        if (f->roster >= 0) {
            str_addf(out, "%s.", w->form->rosters[f->roster].name);
        }
        str_add(out, f->name);
    } else if (node < node_group(w, 0)) {
        str_add(out, w->form->rosters[node - node_rows(w, 0)].name);
    } else if (node < node_lookup(w, 0)) {
        str_add(out, w->form->groups[node - node_group(w, 0)].name);
    } else {
        str_add(out, w->form->lookups[node - node_lookup(w, 0)].name);
    }
}

static int node_line(const struct work *w, size_t node)
{
    if (node < w->nslots) {
        return w->slots[node].field->line;
    }
    if (node < node_group(w, 0)) {
        return w->form->rosters[node - node_rows(w, 0)].line;
    }
    if (node < node_lookup(w, 0)) {
        return w->form->groups[node - node_group(w, 0)].line;
    }
    return w->form->lookups[node - node_lookup(w, 0)].line;
}

/* ---- depth first ---- */

enum mark { UNSEEN, OPEN, DONE };

struct walk {
    struct work *w;
    unsigned char *mark;
    VEC(size_t) path; /* the nodes that are OPEN, outermost first */
};

/* `node` is read by the last node of the path and stands in the path itself. */
static void report_cycle(struct walk *k, size_t node)
{
    struct str names = STR_INIT;
    size_t at = k->path.n;

    while (k->path.v[at - 1] != node) {
        at--;
    }
    for (size_t i = at - 1; i < k->path.n; i++) {
        add_node_name(k->w, k->path.v[i], &names);
        str_add(&names, " → ");
    }
    add_node_name(k->w, node, &names);
    work_fault(k->w, k->w->form->file, node_line(k->w, node),
               _("These depend on each other in a circle: %s. Break it at one of them."), names.p);
    str_release(&names);
}

static void visit(struct walk *k, size_t node)
{
    struct work *w = k->w;

    if (k->mark[node] == OPEN) {
        report_cycle(k, node);
    }
    if (k->mark[node] != UNSEEN || !w->needs[node].w) {
        return;
    }
    k->mark[node] = OPEN;
    *vec_push(&k->path) = node;
    for (size_t i = 0; i < w->nnodes; i++) {
        if (bits_has(w->needs[node], i)) {
            visit(k, i);
        }
    }
    k->path.n--;
    k->mark[node] = DONE;
    *vec_push(&w->order) = node;
}

void graph_build(struct work *w)
{
    struct walk k = {.w = w, .mark = mem_zero(w->nnodes + 1, 1)};

    add_needs(w);
    for (size_t i = 0; i < w->nnodes; i++) {
        visit(&k, i);
    }
    vec_release(&k.path);
    free(k.mark);
}
