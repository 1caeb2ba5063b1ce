#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"

static enum err_code code_of(int number)
{
    return number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
}

static bool cannot_read(const char *path, struct err *err)
{
    int number = errno;

    return err_set(err, code_of(number), _("Cannot read '%s': %s."), path, strerror(number));
}

static bool cannot_write(const char *path, struct err *err)
{
    return err_set(err, ERR_IO, _("Cannot write '%s': %s."), path, strerror(errno));
}

static bool too_long(const char *path, size_t max, struct err *err)
{
    return err_set(err, ERR_IO, _("'%s' is too long: at most %zu bytes are read."), path, max);
}

static bool check_regular(int fd, const char *path, size_t max, struct err *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0) {
        return cannot_read(path, err);
    }
    if (!S_ISREG(st.st_mode)) {
        return err_set(err, ERR_IO, _("Cannot read '%s': it is not a regular file."), path);
    }
    return (uintmax_t)st.st_size <= max || too_long(path, max, err);
}

static bool read_all(int fd, const char *path, size_t max, struct str *out, struct err *err)
{
    char block[16384];
    size_t total = 0;

    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n == 0) {
            return true;
        }
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return cannot_read(path, err);
        }
        total += (size_t)n;
        if (total > max) { /* it grew since we asked for its size */
            return too_long(path, max, err);
        }
        str_add_n(out, block, (size_t)n);
    }
}

bool file_read(const char *path, size_t max, struct str *out, struct err *err)
{
    size_t before = out->len;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not make us wait */

    if (fd < 0) {
        return cannot_read(path, err);
    }
    bool ok = check_regular(fd, path, max, err) && read_all(fd, path, max, out, err);
    close(fd);
    if (!ok) {
        str_cut(out, before);
    }
    return ok;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR) {
            return false;
        }
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
    return true;
}

/* The new file takes over the old one's mode; mkstemp's 0600 suits a file that was not there. */
static void keep_mode(int fd, const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0) {
        (void)fchmod(fd, st.st_mode & 07777);
    }
}

/* The folder of `path`; free() it. */
static char *parent_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash) {
        return mem_dup(".");
    }
    return mem_dup_n(path, slash == path ? 1 : (size_t)(slash - path));
}

/* A rename is on disk only when its folder is.  A file system may be unable to flush folders: no failure. */
static void flush_folder(const char *path)
{
    char *dir = parent_of(path);
    int fd = open(dir, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(dir);
}

/* Everything but the name: bytes on disk in `temp`, whose descriptor is closed in any case. */
static bool fill_temp(int fd, const char *path, const char *bytes, size_t n)
{
    keep_mode(fd, path);
    if (!write_all(fd, bytes, n) || fsync(fd) != 0) {
        int number = errno;
        close(fd);
        errno = number;
        return false;
    }
    return close(fd) == 0;
}

bool file_put_in_place(const char *temp, const char *path)
{
    if (rename(temp, path) != 0) {
        return false;
    }
    flush_folder(path);
    return true;
}

bool file_write_atomic(const char *path, const char *bytes, size_t n, struct err *err)
{
    struct str temp = STR_INIT;
    bool ok = false;

    str_addf(&temp, "%s.XXXXXX", path);
    int fd = mkstemp(temp.p);
    if (fd < 0) {
        cannot_write(path, err);
        goto done;
    }
    if (!fill_temp(fd, path, bytes, n) || !file_put_in_place(temp.p, path)) {
        cannot_write(path, err);
        unlink(temp.p);
        goto done;
    }
    ok = true;
done:
    str_release(&temp);
    return ok;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool make_dir(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0 || (errno == EEXIST && file_is_dir(path))) {
        return true;
    }
    return err_set(err, ERR_IO, _("Cannot make the folder '%s': %s."), path, strerror(errno));
}

bool file_make_dirs(const char *path, struct err *err)
{
    char *part = mem_dup(path);
    bool ok = true;

    for (size_t i = 1; ok && path[0] && path[i]; i++) {
        if (path[i] == '/' && path[i - 1] != '/') {
            part[i] = '\0';
            ok = file_is_dir(part) || make_dir(part, err);
            part[i] = '/';
        }
    }
    ok = ok && (file_is_dir(path) || make_dir(path, err));
    free(part);
    return ok;
}

char *file_join(const char *dir, const char *name)
{
    size_t n = strlen(dir), more = strlen(name);
    char *path = mem_alloc(n + more + 2);

    memcpy(path, dir, n);
    if (!str_ends(dir, "/")) {
        path[n++] = '/';
    }
    memcpy(path + n, name, more + 1);
    return path;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

static bool is_dots(const char *name)
{
    return str_eq(name, ".") || str_eq(name, "..");
}

bool file_list(const char *dir, const char *suffix, char ***names, size_t *n, struct err *err)
{
    VEC(char *) found = {0};
    const struct dirent *entry;
    DIR *d = opendir(dir);

    if (!d && errno != ENOENT) {
        return cannot_read(dir, err);
    }
    while (d && (errno = 0, entry = readdir(d))) {
        if (!is_dots(entry->d_name) && str_ends(entry->d_name, suffix)) {
            *vec_push(&found) = mem_dup(entry->d_name);
        }
    }
    if (d && errno != 0) {
        cannot_read(dir, err);
        closedir(d);
        file_list_free(found.v, found.n);
        return false;
    }
    if (d) {
        closedir(d);
    }
    if (found.n > 1) {
        qsort(found.v, found.n, sizeof *found.v, compare_names);
    }
    *names = found.v;
    *n = found.n;
    return true;
}

void file_list_free(char **names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(names[i]);
    }
    free(names);
}

/* Kernel numbers (linux/magic.h and the file systems' own sources); FUSE may be anything, so it counts. */
static bool is_network_type(uint32_t type)
{
    static const uint32_t types[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x564C,     /* NCP */
        0x5346414F, /* AFS */
        0x6B414653, /* kAFS */
        0x73757245, /* Coda */
        0x00C36400, /* Ceph */
        0x01021997, /* 9P */
        0x65735546, /* FUSE: sshfs and the like */
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (type == types[i]) {
            return true;
        }
    }
    return false;
}

bool file_on_network(const char *path)
{
    struct statfs fs;
    char *at = mem_dup(path);
    int rc;

    while ((rc = statfs(at, &fs)) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        char *up = parent_of(at);
        bool top = str_eq(up, at);
        free(at);
        at = up;
        if (top) {
            break;
        }
    }
    free(at);
    return rc == 0 && is_network_type((uint32_t)fs.f_type);
}
