#ifndef EXCHANGE_OPERATIONS_H
#define EXCHANGE_OPERATIONS_H

/*
 * The operations of exchange/: import, export, summaries (form/host.h says what each takes and gives).  app/
 * adds these rows to the service's table.  Bytes go through the request's streams, so that the same functions
 * serve a file, a pipe and a socket.
 */

#include "service/service.h"

extern const struct operation exchange_operations[];
extern const size_t exchange_operation_count;

#endif
