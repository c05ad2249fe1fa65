/*
 * What a log holds, taken apart: between base_log.c, which reads it, and
 * base_close.c, which puts it in order.
 */
#ifndef CRM_CLV_BASE_PARTS_H
#define CRM_CLV_BASE_PARTS_H

#include "clv/base_log.h"
#include "clv/base_sort.h"

/* What the records hold, in the order that they have in the log. */
typedef struct crm_log_parts
{
	size_t		n_plain;
	uint64_t   *plain;			/* first words of plain records */
	size_t		n_totals;
	uint64_t   *totals;			/* x and total, where there is one */
	crm_base	rest;			/* of the other records */
	int64_t    *near;			/* repeat purchases of the last CRM_LOG_WINDOW days; NULL where too few */

	/* Bases, where they are large enough to be merged; smaller ones are in the rest. */
	size_t		n_bases;
	crm_base_reader *bases;		/* NULL where they are in the rest */
	crm_base_run *runs;			/* to merge them */
	size_t		n_base_rows;
	size_t		n_base_spends;
} crm_log_parts;

/* Takes a log apart; false at bytes that are no log. Readers of bases are at their rows. */
extern bool crm_log_unpack(const crm_base_log *log, crm_alloc alloc, crm_log_parts *parts);

static inline void
crm_log_put_day(crm_log_parts *parts, int64_t before, int64_t repeats)
{
	if (parts->near != NULL && before < CRM_LOG_WINDOW)
		parts->near[before] = crm_base_add(parts->near[before], repeats);
	else
		parts->rest.days[parts->rest.n_days++] = (crm_base_day) {before, repeats};
}

#endif
