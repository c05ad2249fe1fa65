/*
 * A weighted mean of indicators between 0 and 1, in points of 0 to 100.
 */
#ifndef CRM_LOYALTY_INDEX_H
#define CRM_LOYALTY_INDEX_H

#include <stdbool.h>

#include "core/column.h"

/* Weights are 0 or lie between these, so that no product with them is lost and no sum overflows. */
#define CRM_WEIGHT_MIN 1e-100
#define CRM_WEIGHT_MAX 1e100

static inline bool
crm_is_weight(double w)
{
	return w == 0 || (w >= CRM_WEIGHT_MIN && w <= CRM_WEIGHT_MAX);
}

/*
 * From the multisets of indicator * weight and of the weights: the same bits
 * for the same rows, in whatever order. False where nothing weighs.
 */
extern bool crm_index_of_columns(const crm_column *products, const crm_column *weights, double *index);

#define CRM_INDEX_ROWS_MAX 100

/* The same from at most so many rows; both arrays are changed. */
extern bool crm_index_of_rows(double *indicators, double *weights, size_t n, double *index);

#endif
