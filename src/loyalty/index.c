#include "loyalty/index.h"

#include <math.h>

/* The sum, each value taken as often as it occurs; what rounding takes away is carried (Neumaier 1974). */
static double
sum(const crm_column *c)
{
	double		s = 0,
				lost = 0;
	size_t		i = 0;

	while (i < c->n)
	{
		double		value = c->value[i],
					v,
					t;
		int64_t		count = 0;

		for (; i < c->n && c->value[i] == value; i++)
			count += crm_column_count(c, i);
		v = value * (double) count;
		t = s + v;
		lost += s >= v ? (s - t) + v : (v - t) + s;
		s = t;
	}
	return s + lost;
}

bool
crm_index_of_columns(const crm_column *products, const crm_column *weights, double *index)
{
	double		weight = sum(weights);

	if (!(weight > 0))
		return false;
	/* Rounding may pass 100 by a hair. */
	*index = fmin(100, 100 * (sum(products) / weight));
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

bool
crm_index_of_rows(double *indicators, double *weights, size_t n, double *index)
{
	for (size_t i = 0; i < n; i++)
		indicators[i] *= weights[i];
	sort(indicators, n);
	sort(weights, n);
	return crm_index_of_columns(&(crm_column) {n, indicators, NULL}, &(crm_column) {n, weights, NULL}, index);
}
