#ifndef BASE_FILE_H
#define BASE_FILE_H

/* Files and folders.  Paths are bytes; messages name the path and say what the system said. */

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"

/* The whole regular file, at most `max` bytes, appended to `out`. */
bool file_read(const char *path, size_t max, struct str *out, struct err *err);

/* A file whose bytes are on the disk gets its name, for good: the folder is flushed, too.  errno says why not. */
bool file_put_in_place(const char *temp, const char *path);

/* Write all bytes to a new file beside `path`, flush to disk, rename over it. */
bool file_write_atomic(const char *path, const char *bytes, size_t n, struct err *err);

bool file_exists(const char *path); /* false: errno says why */
bool file_is_dir(const char *path);

/* Make `path` and what is missing above it (mode 0700 for those made). */
bool file_make_dirs(const char *path, struct err *err);

/* dir + "/" + name; free() it. */
char *file_join(const char *dir, const char *name) ATTR_MALLOC;

/*
 * Names in `dir` that end in `suffix` (all when ""), sorted by bytes, without "." and "..".
 * A missing folder is an empty list.  Free with file_list_free.
 */
bool file_list(const char *dir, const char *suffix, char ***names, size_t *n, struct err *err);
void file_list_free(char **names, size_t n);

/*
 * True when `path` (or its nearest existing parent) lies on a network file system: NFS, SMB, CIFS, 9P, and
 * all of FUSE, because sshfs cannot be told from the others.
 */
bool file_on_network(const char *path);

#endif
