/* What the person did on this page, counted by ui.c key by key, on its way to where it is stored: with what is written anyway. */

#include "screen/form_int.h"

struct tallying *form_tallying(struct page *p)
{
    return &form_of(p)->tallying;
}

const struct tally *tally_tell(struct form_page *fp)
{
    struct tally *t = &fp->tallying.tally;
    t->seconds = fp->tallying.ms / 1000;
    t->begun = fp->record->version == 0 && !fp->begun;
    return t;
}

void tally_told(struct form_page *fp)
{
    fp->tallying.ms %= 1000;
    fp->tallying.tally = (struct tally){0};
    fp->begun = true;
}

void tally_correction(struct form_page *fp, const struct ui *ui)
{
    fp->tallying.tally.corrections += ui->app->statistics;
}
