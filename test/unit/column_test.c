/* sources: src/core/column.c */
#include "unit.h"

#include <math.h>

#include "core/column.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

/* What R's quantile(c(1,2,2,3,5,8,13,21,34,55), c(.2,.4,.6,.8)) gives: type 7 of Hyndman and Fan 1996. */
static void
reference_quantiles(void **state)
{
	double		rows[] = {1, 2, 2, 3, 5, 8, 13, 21, 34, 55};
	double		value[] = {1, 2, 3, 5, 8, 13, 21, 34, 55};
	int64_t		count[] = {1, 2, 1, 1, 1, 1, 1, 1, 1};
	const crm_column plain = {10, rows, NULL},
				counted = {9, value, count};

	(void) state;
	for (int i = 0; i < 2; i++)
	{
		const crm_column *c = i ? &counted : &plain;

		assert_true(crm_column_quantile(c, 0.2) == 2);
		assert_true(fabs(crm_column_quantile(c, 0.4) - 4.2) < 1e-14);
		assert_true(fabs(crm_column_quantile(c, 0.6) - 10) < 1e-14);
		assert_true(fabs(crm_column_quantile(c, 0.8) - 23.6) < 1e-14);
		assert_true(crm_column_quantile(c, 0) == 1 && crm_column_quantile(c, 1) == 55);
		assert_int_equal(crm_column_total(c), 10);
	}
	assert_true(crm_column_quantile(&plain, 0.4) == crm_column_quantile(&counted, 0.4));
	assert_true(crm_column_quantile(&plain, 0.8) == crm_column_quantile(&counted, 0.8));
}

static void
quantiles_stay_inside(void **state)
{
	double		wide[] = {-1.7976931348623157e308, 1.7976931348623157e308};
	double		one[] = {7};
	const crm_column w = {2, wide, NULL},
				o = {1, one, NULL};
	double		before = wide[0];

	(void) state;
	for (int i = 0; i <= 100; i++)
	{
		double		q = crm_column_quantile(&w, i / 100.0);

		assert_true(isfinite(q) && q >= before);
		before = q;
		assert_true(crm_column_quantile(&o, i / 100.0) == 7);
	}
	assert_true(before == wide[1]);
}

static int
compare(const void *a, const void *b)
{
	double		x = *(const double *) a,
				y = *(const double *) b;

	return (x > y) - (x < y);
}

static double
random_double(int kind)
{
	double		v;
	uint64_t	bits;

	if (kind == 0)
		return (double) (int64_t) below(50) - 25;
	if (kind == 1)
		return ((double) below(2000000) - 1000000) / 100;
	do
	{
		bits = random_bits();
		memcpy(&v, &bits, 8);
	} while (!isfinite(v) || v == 0);
	return v;
}

/* On both sides of the size from which it sorts by radix. */
static void
sorts_as_qsort(void **state)
{
	static const size_t size[] = {0, 1, 2, 10, 511, 512, 513, 4096, 70000};

	(void) state;
	for (size_t i = 0; i < sizeof(size) / sizeof(size[0]); i++)
		for (int kind = 0; kind < 3; kind++)
		{
			size_t		n = size[i];
			double	   *a = room(n * sizeof(double)),
					   *b = room(n * sizeof(double)),
					   *scratch = room(n * sizeof(double));

			for (size_t j = 0; j < n; j++)
				a[j] = b[j] = random_double(kind);
			crm_sort_doubles(a, scratch, n);
			qsort(b, n, sizeof(double), compare);
			assert_memory_equal(a, b, n * sizeof(double));
			free(a);
			free(b);
			free(scratch);
		}
}

/* A sorted array, or a multiset of its distinct values. */
static crm_column
random_column(size_t n, bool counted)
{
	crm_column	c = {0, room(n * sizeof(double)), room(n * sizeof(int64_t))};
	double	   *rows = room(n * sizeof(double)),
			   *scratch = room(n * sizeof(double));

	for (size_t i = 0; i < n; i++)
		rows[i] = random_double(0);
	crm_sort_doubles(rows, scratch, n);
	for (size_t i = 0; i < n; i++)
		if (counted && c.n > 0 && c.value[c.n - 1] == rows[i])
			c.count[c.n - 1]++;
		else
		{
			c.value[c.n] = rows[i];
			c.count[c.n++] = 1;
		}
	if (!counted)
	{
		free(c.count);
		c.count = NULL;
	}
	free(rows);
	free(scratch);
	return c;
}

static int64_t
occurs(const crm_column *c, double v)
{
	int64_t		n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->value[i] == v)
			n += crm_column_count(c, i);
	return n;
}

static void
merge_is_union(void **state)
{
	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		crm_column	a = random_column(below(30), below(2)),
					b = random_column(below(30), below(2)),
					out[2];

		for (int i = 0; i < 2; i++)
		{
			int64_t    *count = room((a.n + b.n) * sizeof(int64_t));
			bool		repeats = false;

			out[i] = (crm_column) {0, room((a.n + b.n) * sizeof(double)), count};
			crm_column_merge(i ? &b : &a, i ? &a : &b, &out[i]);
			assert_int_equal(crm_column_total(&out[i]), crm_column_total(&a) + crm_column_total(&b));
			for (size_t j = 0; j < out[i].n; j++)
			{
				assert_true(j == 0 || out[i].value[j - 1] < out[i].value[j]);
				assert_int_equal(crm_column_count(&out[i], j), occurs(&a, out[i].value[j]) + occurs(&b, out[i].value[j]));
				repeats |= crm_column_count(&out[i], j) > 1;
			}
			assert_true(repeats == (out[i].count != NULL));
			if (out[i].count == NULL)
				free(count);
		}
		assert_int_equal(out[0].n, out[1].n);
		assert_memory_equal(out[0].value, out[1].value, out[0].n * sizeof(double));
		for (int i = 0; i < 2; i++)
		{
			free(out[i].value);
			free(out[i].count);
		}
		free(a.value);
		free(a.count);
		free(b.value);
		free(b.count);
	}
}

static void
sums(void **state)
{
	double		cancel[] = {-1e100, 1, 1e100},
				tenth[] = {0.1},
				huge[] = {1.7e308};
	int64_t		ten[] = {10};

	(void) state;
	assert_true(crm_column_sum(&(crm_column) {0, NULL, NULL}) == 0);
	assert_true(crm_column_sum(&(crm_column) {3, cancel, NULL}) == 1);
	assert_true(crm_column_sum(&(crm_column) {1, tenth, ten}) == 1);
	assert_false(isfinite(crm_column_sum(&(crm_column) {1, huge, ten})));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_quantiles), cmocka_unit_test(quantiles_stay_inside),
		cmocka_unit_test(sorts_as_qsort), cmocka_unit_test(merge_is_union), cmocka_unit_test(sums)
	};

	return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
