/*
 * crm.durations as a datum: canonical bytes (durations.h) or, as the state of
 * a running aggregate, rows as they come with slack behind them. A state can
 * reach other functions through an aggregate that somebody else built on our
 * transition functions, so all of these accept both.
 */
#ifndef CRM_LIFECYCLE_DURATIONS_TYPE_H
#define CRM_LIFECYCLE_DURATIONS_TYPE_H

#include "core/compat.h"

#include "lifecycle/durations.h"

#define CRM_DURATIONS_OPEN 0x81

typedef struct crm_open_durations
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		version;		/* CRM_DURATIONS_OPEN */
	uint8		unused[3];
	uint64		used;
	crm_duration rows[FLEXIBLE_ARRAY_MEMBER];
} crm_open_durations;

/* Memory of any size. */
extern void *crm_alloc_durations(size_t rows, size_t size);

/* What a datum holds, in an array of the caller's own, in order. */
extern void crm_read_durations(Datum datum, crm_durations *d);

/* The canonical form: the datum itself where it is in that. */
extern struct varlena *crm_canonical_durations(Datum datum);

extern void crm_durations_too_large(void) __attribute__((noreturn));

#endif
