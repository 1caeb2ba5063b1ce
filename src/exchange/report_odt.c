/* An OpenDocument package: the flat document split into its parts, zipped. */

#include <string.h>

#include "exchange/report.h"
#include "exchange/archive.h"

#define MIMETYPE "application/vnd.oasis.opendocument.text"

/* What becomes a file of its own, and which parts of the flat document it takes, in the order that the standard asks for. */
static const struct {
    const char *file, *root;
    const char *parts[5];
} FILES[] = {
    {"content.xml", "office:document-content", {"office:scripts", "office:font-face-decls", "office:automatic-styles", "office:body"}},
    {"styles.xml", "office:document-styles", {"office:font-face-decls", "office:styles", "office:automatic-styles", "office:master-styles"}},
    {"meta.xml", "office:document-meta", {"office:meta"}},
    {"settings.xml", "office:document-settings", {"office:settings"}},
};
enum { NFILES = sizeof FILES / sizeof *FILES };

static const struct xml_node *part_named(const struct xml_node *root, const char *name)
{
    const struct xml_node *c = root->first;
    while (c && !xml_is(c, name)) {
        c = c->next;
    }
    return c;
}

/* The namespaces and the version of the flat document. */
static void add_root(struct str *out, const struct xml_node *flat, const char *name)
{
    str_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s", name);
    for (const char *const *a = flat->atts; *a; a += 2) {
        if (str_starts(a[0], "xmlns") || str_eq(a[0], "office:version")) {
            str_addf(out, " %s=\"", a[0]);
            xml_add_text(out, sv_of(a[1]), true);
            str_add_c(out, '"');
        }
    }
    str_add_c(out, '>');
}

static void add_file(struct str *out, const struct xml_node *flat, size_t i)
{
    add_root(out, flat, FILES[i].root);
    for (const char *const *name = FILES[i].parts; *name; name++) {
        const struct xml_node *part = part_named(flat, *name);
        if (part) {
            xml_add(out, part);
        }
    }
    str_addf(out, "</%s>", FILES[i].root);
}

static void add_manifest(struct str *out)
{
    str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
                 "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"" MIMETYPE "\"/>");
    for (size_t i = 0; i < NFILES; i++) {
        str_addf(out, "<manifest:file-entry manifest:full-path=\"%s\" manifest:media-type=\"text/xml\"/>", FILES[i].file);
    }
    str_add(out, "</manifest:manifest>");
}

/* `mimetype` comes first and uncompressed, so that programs know the file by its first bytes. */
bool report_odt(const struct xml_node *root, const struct report_shape *shape, struct str *out, struct err *err)
{
    (void)shape;
    struct str texts[NFILES + 1];
    struct archive_part parts[NFILES + 2] = {{"mimetype", SV(MIMETYPE), true}};
    for (size_t i = 0; i <= NFILES; i++) {
        texts[i] = (struct str)STR_INIT;
        if (i < NFILES) {
            add_file(&texts[i], root, i);
        } else {
            add_manifest(&texts[i]);
        }
        parts[i + 1] = (struct archive_part){i < NFILES ? FILES[i].file : "META-INF/manifest.xml", {texts[i].p, texts[i].len}, false};
    }
    bool ok = archive_write(parts, NFILES + 2, out, err);
    for (size_t i = 0; i <= NFILES; i++) {
        str_release(&texts[i]);
    }
    return ok;
}
