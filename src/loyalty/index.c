#include "loyalty/index.h"

#include <math.h>

bool
crm_index_of_columns(const crm_column *products, const crm_column *weights, double *index)
{
	double		weight = crm_column_sum(weights);

	if (!(weight > 0))
		return false;
	/* Rounding may pass 100 by a hair. */
	*index = fmin(100, 100 * (crm_column_sum(products) / weight));
	return true;
}

/* By insertion: of few values faster than what sorts many. */
static void
sort(double *values, size_t n)
{
	for (size_t i = 1; i < n; i++)
	{
		double		v = values[i];
		size_t		j = i;

		for (; j > 0 && values[j - 1] > v; j--)
			values[j] = values[j - 1];
		values[j] = v;
	}
}

/* A column in the place of its values, which are put in order. */
static crm_column
gather(double *values, size_t n, int64_t *count)
{
	crm_column	column = {0, values, count};

	sort(values, n);
	crm_column_merge(&(crm_column) {n, values, NULL}, &(crm_column) {0}, &column);
	return column;
}

bool
crm_index_of_rows(double *indicators, double *weights, size_t n, double *index)
{
	int64_t		count[2][CRM_INDEX_ROWS_MAX];
	crm_column	products,
				weighing;

	for (size_t i = 0; i < n; i++)
		indicators[i] *= weights[i];
	products = gather(indicators, n, count[0]);
	weighing = gather(weights, n, count[1]);
	return crm_index_of_columns(&products, &weighing, index);
}
