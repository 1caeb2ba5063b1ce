/* Definitions: an application whose form is these bytes has faults with lines, or it loads; its expressions are compiled either way. */

#include "fuzz.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "form/model.h"
#include "store/store.h"

static const char app_ini[] = "[app]\ntitle = T\ntitle.en = T\nlanguage = en\ntimezone = +07:00\n[role r]\nlabel = R\nlabel.en = R\n"
                              "may = read, write\n[menu m]\nlabel = M\nlabel.en = M\nitems = form hoc_sinh\n";

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    MUST(f && fwrite(bytes, 1, n, f) == n);
    fclose(f);
}

/* The folder of this process; it goes with the process's folder of temporary files. */
static const char *folder(void)
{
    static char dir[64];
    if (!dir[0]) {
        char path[96];
        snprintf(dir, sizeof dir, "fuzz-form-%ld", (long)getpid());
        mkdir(dir, 0700);
        snprintf(path, sizeof path, "%s/forms", dir);
        mkdir(path, 0700);
        snprintf(path, sizeof path, "%s/lists", dir);
        mkdir(path, 0700);
        snprintf(path, sizeof path, "%s/app.ini", dir);
        write_file(path, app_ini, sizeof app_ini - 1);
        snprintf(path, sizeof path, "%s/lists/khoi.csv", dir);
        write_file(path, "code,label,label.en\n1,A,A\n2,B,B\n", 33);
    }
    return dir;
}

void fuzz_one(const uint8_t *bytes, size_t n)
{
    char path[96];
    struct app *app = NULL;
    struct faults faults = {0};
    struct err err = ERR_INIT;
    snprintf(path, sizeof path, "%s/forms/hoc_sinh.ini", folder());
    write_file(path, bytes, n);
    if (app_open_to_check(&app, folder(), &faults, &err)) {
        app_check(app, store_check_schema, &faults);
        app_free(app);
    }
    faults_release(&faults);
}
