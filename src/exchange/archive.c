#include "exchange/archive.h"

#include <minizip/zip.h>

#include "base/i18n.h"

/* ---- the archive as a file that is a string ---- */

struct memory {
    struct str *bytes;
    size_t at;
};

static voidpf ZCALLBACK memory_open(voidpf opaque, const char *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong ZCALLBACK memory_read(voidpf opaque, voidpf stream, void *buf, uLong n)
{
    (void)opaque;
    (void)stream;
    (void)buf;
    (void)n;
    return 0; /* nothing is read while an archive is made */
}

static uLong ZCALLBACK memory_write(voidpf opaque, voidpf stream, const void *buf, uLong n)
{
    struct memory *m = stream;
    (void)opaque;
    str_splice(m->bytes, m->at, n, buf, n);
    m->at += n;
    return n;
}

static long ZCALLBACK memory_tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return (long)((struct memory *)stream)->at;
}

static long ZCALLBACK memory_seek(voidpf opaque, voidpf stream, uLong offset, int origin)
{
    struct memory *m = stream;
    (void)opaque;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_SET ? 0 : origin == ZLIB_FILEFUNC_SEEK_CUR ? m->at : m->bytes->len;
    m->at = from + offset;
    return m->at <= m->bytes->len ? 0 : -1;
}

static int ZCALLBACK memory_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

/* ---- parts ---- */

static bool add_part(zipFile zip, const struct archive_part *p)
{
    const zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980}};
    int method = p->stored ? 0 : Z_DEFLATED;
    return zipOpenNewFileInZip(zip, p->name, &info, NULL, 0, NULL, 0, NULL, method, Z_DEFAULT_COMPRESSION) == ZIP_OK &&
           zipWriteInFileInZip(zip, p->bytes.p, (unsigned)p->bytes.n) == ZIP_OK && zipCloseFileInZip(zip) == ZIP_OK;
}

bool archive_write(const struct archive_part *parts, size_t n, struct str *out, struct err *err)
{
    struct memory m = {out, 0};
    zlib_filefunc_def functions = {memory_open, memory_read, memory_write, memory_tell, memory_seek, memory_close, NULL, &m};
    zipFile zip = zipOpen2("", APPEND_STATUS_CREATE, NULL, &functions);
    bool ok = zip != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        ok = add_part(zip, &parts[i]);
    }
    ok = (!zip || zipClose(zip, NULL) == ZIP_OK) && ok;
    return ok || err_set(err, ERR_IO, _("the archive of the document cannot be made"));
}
