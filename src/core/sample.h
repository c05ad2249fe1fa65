/*
 * crm.sample: what the aggregates over whole columns (cuts, tiers, shares)
 * have seen so far, exactly: one multiset for each column, and the parameters
 * that the finished aggregate needs. It is their state and partial result.
 *
 * Canonical form, eight-byte words after the first:
 *
 *   length  version (1)  columns (1..3)  parameters (0..3)  zero byte
 *   the parameters
 *   of each column: n << 1 | counted; n values; where counted, n counts
 *
 * The open form, of a running aggregate, has the version's high bit set, two
 * more words (bytes of canonical columns and parameters; rows behind them),
 * and after the columns rows of plain values that are still to be merged in.
 */
#ifndef CRM_CORE_SAMPLE_H
#define CRM_CORE_SAMPLE_H

#include "core/compat.h"

#include "core/column.h"

#define CRM_SAMPLE_VERSION 1
#define CRM_SAMPLE_OPEN 0x81
#define CRM_SAMPLE_COLUMNS 3
#define CRM_SAMPLE_PARAMS 3

/* Rows of a sample at most: counts stay exact as doubles. */
#define CRM_SAMPLE_ROWS ((int64) 1 << 53)

typedef struct crm_sample
{
	int32		vl_len_;
	uint8		version;
	uint8		columns;
	uint8		params;
	uint8		unused;
	uint64		words[FLEXIBLE_ARRAY_MEMBER];
} crm_sample;

/* A sample to work with: parameters and columns, wherever they lie. */
typedef struct crm_sample_view
{
	int			columns;
	int			params;
	double		param[CRM_SAMPLE_PARAMS];
	crm_column	column[CRM_SAMPLE_COLUMNS];
} crm_sample_view;

/* The view of a sample in whatever form; the arrays are not to be written to. */
extern void crm_sample_read(Datum datum, crm_sample_view *view);

/* A canonical sample of this view; raises 54000 past 1 GB and past 2^53 rows. */
extern crm_sample *crm_sample_make(const crm_sample_view *view);

/* Raises 22023 where a sample has not this shape: the work of another aggregate. */
extern void crm_sample_expect(const crm_sample_view *view, int columns, int params);

/*
 * A transition: the state (argument 0) with one more row. Raises 22023 where
 * the parameters are not those of the rows before, naming them as given.
 */
extern Datum crm_sample_add(FunctionCallInfo fcinfo, int columns, const double *row,
							int params, const double *param, const char *param_name);

/* The state as it is, or NULL: what a transition answers for a row to skip. */
#define CRM_SKIP_ROW() \
	do { \
		if (PG_ARGISNULL(0)) \
			PG_RETURN_NULL(); \
		PG_RETURN_DATUM(PG_GETARG_DATUM(0)); \
	} while (0)

#endif
