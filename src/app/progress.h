#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

/* One line on stderr, when it is a terminal, for what lasts longer than a second. */

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what; /* borrowed; NULL: nothing is shown */
    int64_t since_ms, shown_ms; /* monotonic */
    bool shown;
};
struct progress progress_start(const char *what);
void progress_step(void *progress, int64_t done); /* how much is done: things, or percent as the text says */
void progress_end(struct progress *p); /* the line is gone */

#endif
