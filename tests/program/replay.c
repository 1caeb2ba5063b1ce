/*
 * replay: what a power cut leaves of files whose fate record.c wrote down.
 *
 *   replay RECORD BEFORE SEED FOLDER
 *
 * BEFORE holds the files as they were; the cut comes at a random moment of RECORD (SEED says which).  What was synced is there.  Of what
 * was written to a file since its last sync nothing is left, or all, or a first part, or some of its sectors (512 bytes), in no order.  Of
 * the names that were given and taken since their folder was synced the first few are left, as a file system's journal does it.  The
 * files are written to FOLDER, and what had been acknowledged until then is printed: the lines `A …`, without the A.
 *
 * A file ending in -shm is memory, not disk, and is left out.
 */

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, FILES_MAX = 256, PATH_SIZE = 1024, NAMED_MAX = 4096 };

struct bytes {
    char *p;
    size_t n;
};

/* One operation; `data` lies in the record. */
struct op {
    char kind;
    char path[PATH_SIZE];
    char to[PATH_SIZE];
    long long at; /* W: where; T: the size */
    const char *data;
    size_t n;
};

struct ops {
    struct op *v;
    size_t n, size;
};

/* A file, whatever it is called: what is on the disk, and the operations that may not be. */
struct file {
    struct bytes disk;
    struct ops waiting;
};

/* A folder's view: names and the files they mean. */
struct names {
    char path[FILES_MAX][PATH_SIZE];
    int file[FILES_MAX];
    int n;
};

struct replay {
    struct ops ops;
    struct file files[FILES_MAX];
    int n_files;
    struct names now, disk; /* as programs see them; as they are on the disk */
    struct ops named;       /* what was done to names since their folder was synced */
    int named_file[NAMED_MAX];
    uint64_t seed;
};

static void die(const char *what)
{
    fprintf(stderr, "replay: %s\n", what);
    exit(2);
}

static uint32_t dice(struct replay *r, uint32_t n)
{
    r->seed = r->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(r->seed >> 33) % n;
}

static void *more(void *p, size_t n)
{
    p = realloc(p, n ? n : 1);
    if (!p) {
        die("no memory");
    }
    return p;
}

static struct bytes read_file(const char *path)
{
    struct bytes b = {NULL, 0};
    FILE *f = fopen(path, "rb");
    size_t got = 1;
    while (f && got > 0) {
        b.p = more(b.p, b.n + 65536);
        got = fread(b.p + b.n, 1, 65536, f);
        b.n += got;
    }
    if (!f || ferror(f)) {
        die(path);
    }
    fclose(f);
    return b;
}

static void add_op(struct ops *ops, const struct op *op)
{
    if (ops->n == ops->size) {
        ops->size = ops->size ? 2 * ops->size : 64;
        ops->v = more(ops->v, ops->size * sizeof *ops->v);
    }
    ops->v[ops->n++] = *op;
}

/* ---- the record ---- */

/* The line at p; returns where the next begins. */
static const char *parse_op(const char *p, const char *end, struct op *op)
{
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    char line[2 * PATH_SIZE + 64];
    size_t n = nl ? (size_t)(nl - p) : sizeof line;
    if (n >= sizeof line) {
        die("a line of the record is broken");
    }
    memcpy(line, p, n);
    line[n] = '\0';
    *op = (struct op){.kind = line[0], .data = p + 2, .n = n > 2 ? n - 2 : 0};
    if (op->kind == 'A') {
        return nl + 1;
    }
    bool ok = sscanf(line + 1, " %1023s", op->path) == 1;
    if (op->kind == 'W') {
        ok = ok && sscanf(line + 1, " %*s %lld %zu", &op->at, &op->n) == 2 && op->n <= (size_t)(end - nl - 1);
        op->data = nl + 1;
        nl += ok ? op->n : 0;
    } else if (op->kind == 'T') {
        ok = ok && sscanf(line + 1, " %*s %lld", &op->at) == 1;
    } else if (op->kind == 'R' || op->kind == 'L') {
        ok = ok && sscanf(line + 1, " %*s %1023s", op->to) == 1;
    }
    if (!ok || !strchr("WTOSURL", op->kind)) {
        die(line);
    }
    return nl + 1;
}

static void read_record(struct replay *r, const char *path)
{
    struct bytes record = read_file(path);
    const char *end = record.p + record.n;
    struct op op;
    for (const char *p = record.p; p < end;) {
        p = parse_op(p, end, &op);
        add_op(&r->ops, &op);
    }
}

/* ---- files ---- */

static void apply(struct bytes *b, long long at, const char *data, size_t n)
{
    size_t end = (size_t)at + n;
    if (end > b->n) {
        b->p = more(b->p, end);
        memset(b->p + b->n, 0, end - b->n);
        b->n = end;
    }
    memcpy(b->p + at, data, n);
}

static void set_size(struct bytes *b, size_t n)
{
    b->p = more(b->p, n);
    if (n > b->n) {
        memset(b->p + b->n, 0, n - b->n);
    }
    b->n = n;
}

static void apply_op(struct bytes *b, const struct op *op)
{
    if (op->kind == 'T') {
        set_size(b, (size_t)op->at);
    } else {
        apply(b, op->at, op->data, op->n);
    }
}

/* Some sectors of a write. */
static void apply_some(struct replay *r, struct bytes *b, const struct op *op)
{
    for (size_t i = 0; i < op->n;) {
        size_t n = SECTOR - (size_t)(op->at + (long long)i) % SECTOR;
        n = n > op->n - i ? op->n - i : n;
        if (dice(r, 2)) {
            apply(b, op->at + (long long)i, op->data + i, n);
        }
        i += n;
    }
}

/* What is left of what was not synced. */
static void cut_file(struct replay *r, struct file *f)
{
    uint32_t how = dice(r, 4);
    size_t first = how == 0 ? 0 : how == 1 ? f->waiting.n : dice(r, (uint32_t)f->waiting.n + 1);
    for (size_t i = 0; i < f->waiting.n; i++) {
        const struct op *op = &f->waiting.v[i];
        if (how < 3 ? i < first : op->kind == 'T' && dice(r, 2)) {
            apply_op(&f->disk, op);
        } else if (how == 3 && op->kind == 'W') {
            apply_some(r, &f->disk, op);
        }
    }
}

static void sync_file(struct file *f)
{
    for (size_t i = 0; i < f->waiting.n; i++) {
        apply_op(&f->disk, &f->waiting.v[i]);
    }
    f->waiting.n = 0;
}

/* ---- names ---- */

static int find(const struct names *names, const char *path)
{
    for (int i = 0; i < names->n; i++) {
        if (strcmp(names->path[i], path) == 0) {
            return i;
        }
    }
    return -1;
}

static void drop_name(struct names *names, const char *path)
{
    int i = find(names, path);
    if (i >= 0) {
        names->n--;
        memmove(names->path[i], names->path[names->n], sizeof names->path[i]); /* the last may be the one that goes */
        names->file[i] = names->file[names->n];
    }
}

static void set_name(struct names *names, const char *path, int file)
{
    drop_name(names, path);
    if (names->n == FILES_MAX) {
        die("too many names");
    }
    strcpy(names->path[names->n], path);
    names->file[names->n++] = file;
}

static int new_file(struct replay *r)
{
    if (r->n_files == FILES_MAX) {
        die("too many files");
    }
    return r->n_files++;
}

/* `file`: what a name that is given means. */
static void name_op(struct names *names, const struct op *op, int file)
{
    if (op->kind == 'O') {
        set_name(names, op->path, file);
    } else if (op->kind == 'U') {
        drop_name(names, op->path);
    } else {
        set_name(names, op->to, file);
        if (op->kind == 'R') {
            drop_name(names, op->path);
        }
    }
}

static void take_name_op(struct replay *r, const struct op *op)
{
    int at = find(&r->now, op->path);
    int file = op->kind == 'O' ? new_file(r) : at >= 0 ? r->now.file[at] : -1;
    if (file < 0 || r->named.n == NAMED_MAX) {
        die("a name that nobody gave");
    }
    name_op(&r->now, op, file);
    r->named_file[r->named.n] = file;
    add_op(&r->named, op);
}

/* All names are in one folder. */
static void keep_names(struct replay *r, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        name_op(&r->disk, &r->named.v[i], r->named_file[i]);
    }
    r->named.n = 0;
}

/* ---- the run, up to the cut ---- */

static void read_before(struct replay *r, const char *before, const char *folder)
{
    DIR *d = opendir(before);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;) {
        char path[PATH_SIZE], there[2 * PATH_SIZE];
        if (e->d_name[0] == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%.500s/%.500s", folder, e->d_name);
        snprintf(there, sizeof there, "%s/%s", before, e->d_name);
        int file = new_file(r);
        r->files[file].disk = read_file(there);
        set_name(&r->now, path, file);
        set_name(&r->disk, path, file);
    }
    if (!d) {
        die(before);
    }
    closedir(d);
}

static void take(struct replay *r, const struct op *op)
{
    int at = find(&r->now, op->path);
    if (op->kind == 'A') {
        printf("%.*s\n", (int)op->n, op->data);
    } else if (op->kind == 'S' && at < 0) {
        keep_names(r, r->named.n);
    } else if (op->kind == 'S') {
        sync_file(&r->files[r->now.file[at]]);
    } else if (strchr("OURL", op->kind)) {
        take_name_op(r, op);
    } else if (at >= 0) { /* else it has no name any more */
        add_op(&r->files[r->now.file[at]].waiting, op);
    }
}

static void write_all(struct replay *r)
{
    for (int i = 0; i < r->disk.n; i++) {
        const char *path = r->disk.path[i];
        const struct bytes *b = &r->files[r->disk.file[i]].disk;
        size_t n = strlen(path);
        if (n > 4 && strcmp(path + n - 4, "-shm") == 0) {
            continue;
        }
        FILE *f = fopen(path, "wb");
        if (!f || (b->n > 0 && fwrite(b->p, 1, b->n, f) != b->n) || fclose(f) != 0) {
            die(path);
        }
    }
}

int main(int argc, char **argv)
{
    static struct replay r;
    if (argc != 5) {
        die("replay RECORD BEFORE SEED FOLDER");
    }
    r.seed = strtoull(argv[3], NULL, 10) * 2654435761U;
    read_before(&r, argv[2], argv[4]);
    read_record(&r, argv[1]);
    dice(&r, 2);
    size_t cut = dice(&r, (uint32_t)r.ops.n + 1);
    for (size_t i = 0; i < cut; i++) {
        take(&r, &r.ops.v[i]);
    }
    keep_names(&r, dice(&r, (uint32_t)r.named.n + 1));
    for (int i = 0; i < r.n_files; i++) {
        cut_file(&r, &r.files[i]);
    }
    write_all(&r);
    return 0;
}
