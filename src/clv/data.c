#include "clv/data.h"

#include <math.h>

#include "clv/base_sort.h"
#include "core/column.h"
#include "core/tick.h"

#define TICK_ROWS 65536

static void
tick(size_t i)
{
	if (i % TICK_ROWS == 0)
		crm_tick();
}

/* Leaves each of n sorted values once and returns how many there are. */
static size_t
unique(double *values, size_t n)
{
	size_t		m = 0;

	for (size_t i = 0; i < n; i++)
		if (m == 0 || values[i] != values[m - 1])
			values[m++] = values[i];
	return m;
}

static uint32_t
place_of(const double *values, size_t n, double value)
{
	size_t		low = 0;

	while (n > 1)
	{
		size_t		half = n / 2;

		if (values[low + half] <= value)
			low += half;
		n -= half;
	}
	return (uint32_t) low;
}

crm_purchase_data
crm_make_purchase_data(const crm_base *base, double unit, crm_alloc alloc)
{
	size_t		n = base->n_rows;
	double	   *times = alloc(2 * n * sizeof(double)),
			   *scratch = alloc(2 * n * sizeof(double)),
			   *customers = alloc(n * sizeof(double)),
			   *xs = alloc(n * sizeof(double));
	uint32_t   *early = alloc(n * sizeof(uint32_t)),
			   *late = alloc(n * sizeof(uint32_t)),
			   *pair_x = alloc(2 * n * sizeof(uint32_t)),
			   *pair_time = alloc(2 * n * sizeof(uint32_t)),
			   *pair_of;		/* of a time, in the group of one x */
	uint64_t   *places = alloc(2 * n * sizeof(uint64_t));	/* of times, in the same */
	size_t		n_time,
				n_x = 0,
				n_pairs = 0;

	for (size_t i = 0; i < n; i++)
	{
		times[2 * i] = base->rows[i].t_x;
		times[2 * i + 1] = base->rows[i].T;
		customers[i] = (double) base->rows[i].customers;
	}
	crm_sort_doubles(times, scratch, 2 * n);
	n_time = unique(times, 2 * n);
	pair_of = alloc(n_time * sizeof(uint32_t));

	/* The rows of one x are neighbours. */
	for (size_t begin = 0, end; begin < n; begin = end)
	{
		size_t		group = n_pairs,
					n_places = 0;

		for (end = begin; end < n && base->rows[end].x == base->rows[begin].x; end++)
		{
			tick(end);
			early[end] = place_of(times, n_time, base->rows[end].t_x);
			late[end] = place_of(times, n_time, base->rows[end].T);
			places[n_places++] = early[end];
			places[n_places++] = late[end];
		}
		crm_sort_keys(places, (uint64_t *) scratch, n_places);
		for (size_t i = 0; i < n_places; i++)
			if (n_pairs == group || places[i] != pair_time[n_pairs - 1])
			{
				pair_of[places[i]] = (uint32_t) n_pairs;
				pair_x[n_pairs] = (uint32_t) n_x;
				pair_time[n_pairs++] = (uint32_t) places[i];
			}
		for (size_t i = begin; i < end; i++)
		{
			early[i] = pair_of[early[i]];
			late[i] = pair_of[late[i]];
		}
		xs[n_x++] = base->rows[begin].x;
	}
	for (size_t i = 0; i < n_time; i++)
		times[i] /= unit;
	return (crm_purchase_data) {n, early, late, customers, n_pairs, pair_x, pair_time, n_x, xs, n_time, times};
}

crm_spend_data
crm_make_spend_data(const crm_base *base, crm_alloc alloc)
{
	size_t		n = base->n_spends,
				n_x = 0;
	uint32_t   *x_place = alloc(n * sizeof(uint32_t));
	double	   *mean = alloc(n * sizeof(double)),
			   *log_mean = alloc(n * sizeof(double)),
			   *customers = alloc(n * sizeof(double)),
			   *xs = alloc(n * sizeof(double));

	for (size_t i = 0; i < n; i++)
	{
		const crm_base_spend *spend = &base->spends[i];

		tick(i);
		if (n_x == 0 || spend->x != xs[n_x - 1])
			xs[n_x++] = spend->x;
		x_place[i] = (uint32_t) (n_x - 1);
		mean[i] = spend->mean;
		log_mean[i] = log(spend->mean);
		customers[i] = (double) spend->customers;
	}
	return (crm_spend_data) {n, x_place, mean, log_mean, customers, n_x, xs};
}
