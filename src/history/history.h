/*
 * crm.history as the server holds it: a varlena around the bytes of codec.h,
 * in canonical form or, as the state of a running aggregate, as a log with
 * slack at its end. A log can reach other functions through an aggregate that
 * somebody else built on our transition functions, so all accept both.
 */
#ifndef CRM_HISTORY_HISTORY_H
#define CRM_HISTORY_HISTORY_H

#include "core/compat.h"

#include "history/codec.h"

/* Entries that are handled on the stack: most customers have fewer. */
#define CRM_STACK_ENTRIES 48

/* The canonical bytes of a history in whatever form. */
typedef struct crm_history_bytes
{
	const uint8 *data;
	size_t		len;
} crm_history_bytes;

extern crm_history_bytes crm_get_history(Datum datum);

/* A reader over the entries of a history of a known version. */
extern crm_reader crm_open_history(Datum datum);

/* A canonical history of these entries, in whatever order they come. */
extern struct varlena *crm_make_history(const crm_entry *entries, size_t n);

/* Room for entries: on huge allocations too, for a log may have millions. */
extern crm_entry *crm_alloc_entries(size_t n);

/* Reports a status as an error, soft where escontext takes it. */
extern void crm_history_report(crm_history_status status, int syntax_code, Node *escontext);

#endif
