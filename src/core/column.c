#include "core/column.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/tick.h"

/* Below this many a comparison sort wins over a pass for each byte. */
#define RADIX_FROM 512
#define TICK_EVERY 0xfffff

int64_t
crm_column_total(const crm_column *c)
{
	int64_t		total = 0;

	if (c->count == NULL)
		return (int64_t) c->n;
	for (size_t i = 0; i < c->n; i++)
		total += c->count[i];
	return total;
}

double
crm_column_sum(const crm_column *c)
{
	double		sum = 0,
				lost = 0;		/* what rounding has taken away (Neumaier 1974) */

	for (size_t i = 0; i < c->n; i++)
	{
		double		v = c->value[i] * (double) crm_column_count(c, i);
		double		t = sum + v;

		if (fabs(sum) >= fabs(v))
			lost += (sum - t) + v;
		else
			lost += (v - t) + sum;
		sum = t;
	}
	return sum + lost;
}

static int
compare_doubles(const void *a, const void *b)
{
	double		x = *(const double *) a,
				y = *(const double *) b;

	return (x > y) - (x < y);
}

/* Bits whose unsigned order is the order of the doubles. */
static inline uint64_t
to_key(double v)
{
	uint64_t	bits;

	memcpy(&bits, &v, 8);
	return bits ^ ((bits >> 63) ? UINT64_MAX : (uint64_t) 1 << 63);
}

static void
radix_sort(uint64_t *keys, uint64_t *scratch, size_t n)
{
	uint64_t   *from = keys,
			   *to = scratch;

	for (int shift = 0; shift < 64; shift += 8)
	{
		size_t		start[257] = {0};
		bool		all_same = false;

		crm_tick();
		for (size_t i = 0; i < n; i++)
			start[((from[i] >> shift) & 0xff) + 1]++;
		for (int b = 0; b < 256; b++)
		{
			all_same |= start[b + 1] == n;
			start[b + 1] += start[b];
		}
		if (all_same)
			continue;
		for (size_t i = 0; i < n; i++)
		{
			to[start[(from[i] >> shift) & 0xff]++] = from[i];
			if ((i & TICK_EVERY) == TICK_EVERY)
				crm_tick();
		}
		to = from;
		from = from == keys ? scratch : keys;
	}
	if (from != keys)
		memcpy(keys, from, n * sizeof(uint64_t));
}

void
crm_sort_doubles(double *values, double *scratch, size_t n)
{
	if (n < RADIX_FROM)
	{
		qsort(values, n, sizeof(double), compare_doubles);
		return;
	}
	for (size_t i = 0; i < n; i++)
	{
		uint64_t	key = to_key(values[i]);

		memcpy(&values[i], &key, 8);
	}
	radix_sort((uint64_t *) values, (uint64_t *) scratch, n);
	for (size_t i = 0; i < n; i++)
	{
		uint64_t	bits;

		memcpy(&bits, &values[i], 8);
		bits ^= (bits >> 63) ? (uint64_t) 1 << 63 : UINT64_MAX;
		memcpy(&values[i], &bits, 8);
	}
}

void
crm_column_merge(const crm_column *a, const crm_column *b, crm_column *out)
{
	size_t		i = 0,
				j = 0,
				n = 0;
	bool		repeats = false;

	while (i < a->n || j < b->n)
	{
		bool		from_a = j >= b->n || (i < a->n && a->value[i] <= b->value[j]);
		double		v = from_a ? a->value[i] : b->value[j];
		int64_t		c = from_a ? crm_column_count(a, i++) : crm_column_count(b, j++);

		if (n > 0 && out->value[n - 1] == v)
			out->count[n - 1] += c;
		else
		{
			out->value[n] = v;
			out->count[n++] = c;
		}
		repeats |= out->count[n - 1] > 1;
		if (((i + j) & TICK_EVERY) == TICK_EVERY)
			crm_tick();
	}
	out->n = n;
	if (!repeats)
		out->count = NULL;
}

/* The value at a place of the sorted multiset, counted from 0. */
static double
at(const crm_column *c, int64_t place)
{
	size_t		i = 0;

	if (c->count == NULL)
		return c->value[place];
	while (i + 1 < c->n && place >= c->count[i])
		place -= c->count[i++];
	return c->value[i];
}

double
crm_column_quantile(const crm_column *c, double p)
{
	double		place = p * (double) (crm_column_total(c) - 1);
	double		low = at(c, (int64_t) floor(place));
	double		high = at(c, (int64_t) ceil(place));
	double		part = place - floor(place);

	if (low == high)
		return low;
	if (isfinite(high - low))
		return low + part * (high - low);
	return low * (1 - part) + high * part;
}
