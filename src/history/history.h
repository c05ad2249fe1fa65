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

#define CRM_HISTORY_LOG 0x81	/* in the place of the version */

typedef struct crm_history_log
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		version;		/* CRM_HISTORY_LOG */
	uint8		scale;			/* of the entries that are not odd */
	uint16		unused;
	uint32		used;			/* bytes of entries */
	int32		last_day;		/* of the newest entry */
	uint8		entries[FLEXIBLE_ARRAY_MEMBER];
} crm_history_log;

#define CRM_LOG_HEADER offsetof(crm_history_log, entries)
#define CRM_LOG_CAPACITY(log) (VARSIZE(log) - CRM_LOG_HEADER)

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

/* The same of a log's. */
extern struct varlena *crm_close_log(const crm_history_log *log);

/* Room for entries: on huge allocations too, for a log may have millions. */
extern crm_entry *crm_alloc_entries(size_t n);

/* Reports a status as an error, soft where escontext takes it. */
extern void crm_history_report(crm_history_status status, int syntax_code, Node *escontext);

#endif
