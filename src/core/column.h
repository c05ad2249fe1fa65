/*
 * A multiset of finite doubles: distinct values in ascending order, with how
 * often each occurs. Equal multisets are the same arrays, in whatever order
 * their values came, so all that is computed from one is the same bits.
 */
#ifndef CRM_CORE_COLUMN_H
#define CRM_CORE_COLUMN_H

#include <stddef.h>
#include <stdint.h>

typedef struct crm_column
{
	size_t		n;				/* distinct values */
	double	   *value;
	int64_t    *count;			/* NULL where each occurs once */
} crm_column;

static inline int64_t
crm_column_count(const crm_column *c, size_t i)
{
	return c->count ? c->count[i] : 1;
}

extern int64_t crm_column_total(const crm_column *c);

/*
 * The sum, each value as often as it occurs, nearly as if rounded once; not
 * finite where it passes a double's range.
 */
extern double crm_column_sum(const crm_column *c);

/* Sorts ascending; scratch has room for n too. The values are finite, with no -0. */
extern void crm_sort_doubles(double *values, double *scratch, size_t n);

/*
 * The union of a and b into out, whose arrays have room for a->n + b->n
 * entries; a column of a sorted array with repeats is merged as well. The
 * count array is let go (set to NULL) where each value occurs once.
 */
extern void crm_column_merge(const crm_column *a, const crm_column *b, crm_column *out);

/*
 * The quantile of type 7 (Hyndman and Fan 1996) at p of 0..1, as
 * percentile_cont, R's default and pandas give it. The column is not empty.
 */
extern double crm_column_quantile(const crm_column *c, double p);

#endif
