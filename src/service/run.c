/*
 * The one place where transactions begin and commit.
 *
 * A batch is one transaction; each job has a SAVEPOINT of its own, so that what one refuses does not undo its
 * neighbour. Nobody is answered before the commit: until then "stored" would be a promise, not a fact.
 */

#include "service/inner.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "text/clean.h"
#include "text/utf8.h"

#define PERSON_MAX 100 /* letters */

static bool run_function(struct service *sv, const struct operation *row, struct job *job)
{
    return row->fn(sv, job->actor, job->req, job->rep, &job->err);
}

static bool run_piece(struct service *sv, const struct operation *row, struct job *job)
{
    struct err ending = ERR_INIT;
    if (!store_piece_begin(sv->whole, &job->err)) {
        return false;
    }
    bool ok = run_function(sv, row, job);
    if (!store_piece_end(sv->whole, ok, &ending) && ok) {
        job->err = ending;
        ok = false;
    }
    return ok;
}

static bool run_row(struct service *sv, const struct operation *row, struct job *job)
{
    return row->writes ? run_piece(sv, row, job) : run_function(sv, row, job);
}

/* The store is exchanged while the operation runs. */
static bool run_over(struct service *sv, struct store *over, const struct operation *row, struct job *job)
{
    struct store *now = sv->st;
    sv->st = over;
    bool ok = run_row(sv, row, job);
    sv->st = now;
    return ok;
}

static bool run_sealed(struct service *sv, struct store *st, const struct operation *row, struct job *job)
{
    struct store *over;
    if (!row->sealed) {
        return err_set(&job->err, ERR_USAGE, _("this (%s) cannot be asked of what was handed in"), row->name);
    }
    return dossier_unseal(st, job->req->snapshot, &over, &job->err) && run_over(sv, over, row, job);
}

static bool run_reading(struct service *sv, const struct operation *row, struct job *job)
{
    struct store *st = sv->st;
    if (rights_narrow(sv) && !rights_store(sv, &st, &job->err)) {
        return false;
    }
    return job->req->snapshot ? run_sealed(sv, st, row, job) : run_over(sv, st, row, job);
}

static bool run_operation(struct service *sv, const struct operation *row, struct job *job)
{
    if (row->reach == REACH_READ || job->req->snapshot) {
        return run_reading(sv, row, job);
    }
    if (row->reach == REACH_RECORD && !rights_see_named(sv, job->req, &job->err)) {
        return false;
    }
    return run_row(sv, row, job);
}

/* From here on the actor acts in the role they hold, named or not. */
static bool run_as(struct service *sv, const struct operation *row, struct job *job)
{
    const struct actor *named = job->actor;
    struct actor acting = *named;
    if (!rights_begin(sv, named, row, &job->err)) {
        return false;
    }
    acting.role = sv->scope.granted ? sv->scope.role->name : named->role;
    job->actor = &acting;
    bool ok = rights_read_named(sv, &acting, row, job->req, &job->err) && run_operation(sv, row, job);
    job->actor = named;
    return ok;
}

static void run_job(struct service *sv, struct job *job)
{
    const struct operation *row = service_operation(sv, job->req->op);
    struct scope outer = sv->scope;
    bool within = sv->running;
    job->err = (struct err)ERR_INIT;
    i18n_speak(job->actor->lang);
    if (!row) {
        job->ok =
            err_set(&job->err, ERR_REFUSED, _("this operation (%d) is not allowed here"), (int)job->req->op);
        return;
    }
    sv->running = true;
    job->ok = (within || rights_refresh(sv, &job->err)) && run_as(sv, row, job);
    sv->running = within;
    rights_end(sv, outer);
}

static bool any_writes(const struct service *sv, const struct job *jobs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct operation *row = service_operation(sv, jobs[i].req->op);
        if (row && row->writes) {
            return true;
        }
    }
    return false;
}

/* A reply that speaks of what was not stored must not reach anybody. */
static bool fail_all(struct job *jobs, size_t n, const struct err *why)
{
    for (size_t i = 0; i < n; i++) {
        jobs[i].ok = false;
        jobs[i].err = *why;
        reply_release(jobs[i].rep);
    }
    return false;
}

bool service_run(struct service *sv, struct job *jobs, size_t n)
{
    struct err why = ERR_INIT;
    struct store *over = sv->st; /* of an operation that asks for another one (an export for its note) */
    bool writes = any_writes(sv, jobs, n), ok = true;

    if (writes && !store_begin_work(sv->whole, &why)) {
        return fail_all(jobs, n, &why);
    }
    sv->st = sv->whole;
    for (size_t i = 0; i < n; i++) {
        run_job(sv, &jobs[i]);
    }
    sv->st = over;
    if (writes && !store_commit(sv->whole, &why)) {
        sv->in_doubt = db_last_fault(sv->whole->db) == DB_FAULT_DISK;
        store_rollback(sv->whole);
        ok = fail_all(jobs, n, &why);
    }
    return ok;
}

bool service_is_writing(const struct service *sv)
{
    return db_in_transaction(sv->whole->db);
}

bool service_in_doubt(const struct service *sv)
{
    return sv->in_doubt;
}

/* ---- the door for one person ---- */

struct service_host {
    struct host host; /* first: the door is the whole */
    struct service *sv;
    struct actor actor;
    char *person, *role; /* after become; owned */
};

static bool call_service(struct host *h, const struct request *req, struct reply *rep, struct err *err)
{
    struct service_host *door = (struct service_host *)h;
    struct job job = {.actor = &door->actor, .req = req, .rep = rep};
    service_run(door->sv, &job, 1);
    if (!job.ok) {
        *err = job.err;
    }
    return job.ok;
}

static void speak(struct host *h, enum lang lang)
{
    struct service_host *door = (struct service_host *)h;
    door->actor.lang = lang;
}

bool service_check_person(const char *name, struct err *err)
{
    struct str clean = STR_INIT;
    bool ok = clean_text(&clean, sv_of(name), false, err);
    if (ok && (clean.len == 0 || utf8_letters((struct sv){clean.p, clean.len}) > PERSON_MAX)) {
        err_set(err, ERR_USAGE, _("a name has from 1 to %d letters"), PERSON_MAX);
        ok = false;
    } else if (!ok) {
        err->code = ERR_USAGE;
        err_wrap(err, _("the name of the person"));
    }
    str_release(&clean);
    return ok;
}

static bool become(struct host *h, const char *person, const char *role, struct err *err)
{
    struct service_host *door = (struct service_host *)h;
    if (!service_check_person(person, err)) {
        return false;
    }
    char *named = mem_dup(person);
    char *acts = role ? mem_dup(role) : NULL;
    free(door->person);
    free(door->role);
    door->person = named;
    door->role = acts;
    door->actor.person = named;
    door->actor.role = acts;
    door->actor.declared = true;
    return true;
}

struct host *service_host_new(struct service *sv, const struct actor *actor)
{
    struct service_host *door = mem_zero(1, sizeof *door);
    door->host.call = call_service;
    door->host.speak = speak;
    door->host.become = become;
    door->sv = sv;
    door->actor = *actor;
    return &door->host;
}

void service_host_free(struct host *h)
{
    struct service_host *door = (struct service_host *)h;
    free(door->person);
    free(door->role);
    free(door);
}
