/* sources: src/loyalty/index.c src/core/column.c */
#include "unit.h"

#include <math.h>

#include "core/tick.h"
#include "loyalty/index.h"

#define ROWS 90

void
crm_tick(void)
{
}

static double
index_of(const double *x, const double *w, size_t n)
{
	double		a[ROWS],
				b[ROWS],
				index;

	memcpy(a, x, n * sizeof(double));
	memcpy(b, w, n * sizeof(double));
	return crm_index_of_rows(a, b, n, &index) ? index : -1;
}

static void
known(void **state)
{
	(void) state;
	assert_true(index_of((double[]) {1, 0.5, 0}, (double[]) {2, 1, 1}, 3) == 62.5);
	assert_true(index_of((double[]) {1, 1, 1}, (double[]) {0.1, 0.2, 0.7}, 3) == 100);
	assert_true(index_of((double[]) {0, 0, 0}, (double[]) {0.1, 0.2, 0.7}, 3) == 0);
	assert_true(index_of((double[]) {1, 0}, (double[]) {0, 0.7}, 2) == 0);
	assert_true(index_of((double[]) {1, 0}, (double[]) {0, 0}, 2) == -1);
	assert_true(index_of((double[]) {1}, (double[]) {1}, 0) == -1);
}

static void
weights(void **state)
{
	(void) state;
	assert_true(crm_is_weight(0) && crm_is_weight(1e-100) && crm_is_weight(1e100) && crm_is_weight(1));
	assert_false(crm_is_weight(-1) || crm_is_weight(5e-324) || crm_is_weight(1.1e100));
	/* No product is lost at the ends. */
	assert_true(fabs(index_of((double[]) {0.25, 0.75}, (double[]) {1e-100, 1e-100}, 2) - 50) < 1e-13);
	assert_true(fabs(index_of((double[]) {0.25, 0.75}, (double[]) {1e100, 1e100}, 2) - 50) < 1e-13);
	assert_true(index_of((double[]) {0.25, 0.75}, (double[]) {1e-100, 1e100}, 2) == 75);
}

/* The same bits in any order, as rows or counted; the scale of weights does not matter. */
static void
same_rows_same_bits(void **state)
{
	(void) state;
	for (int round = 0; round < 3000; round++)
	{
		size_t		n = 1 + below(ROWS),
					distinct[2] = {0, 0};
		double		x[ROWS],
					w[ROWS],
					w8[ROWS],
					value[2][ROWS],
					scratch[ROWS],
					index,
					counted;
		int64_t		count[2][ROWS];
		long double xw = 0,
					sum = 0;

		for (size_t i = 0; i < n; i++)
		{
			x[i] = (double) below(8) / 7;
			w[i] = (double) below(5) / 3;
			w8[i] = w[i] * 8;
			xw += (long double) x[i] * w[i];
			sum += w[i];
		}
		index = index_of(x, w, n);
		if (sum == 0)
		{
			assert_true(index == -1);
			continue;
		}
		assert_true(index >= 0 && index <= 100 && fabsl(index - 100 * xw / sum) < 1e-12L);
		assert_true(index_of(x, w8, n) == index);
		for (int c = 0; c < 2; c++)
		{
			double		rows[ROWS];

			for (size_t i = 0; i < n; i++)
				rows[i] = c == 0 ? x[i] * w[i] : w[i];
			crm_sort_doubles(rows, scratch, n);
			for (size_t i = 0; i < n; i++)
				if (distinct[c] > 0 && value[c][distinct[c] - 1] == rows[i])
					count[c][distinct[c] - 1]++;
				else
				{
					value[c][distinct[c]] = rows[i];
					count[c][distinct[c]++] = 1;
				}
		}
		assert_true(crm_index_of_columns(&(crm_column) {distinct[0], value[0], count[0]},
										 &(crm_column) {distinct[1], value[1], count[1]}, &counted));
		assert_true(counted == index);
		for (size_t i = n; i-- > 1;)
		{
			size_t		j = below(i + 1);
			double		t = x[i],
						u = w[i];

			x[i] = x[j], w[i] = w[j];
			x[j] = t, w[j] = u;
		}
		assert_true(index_of(x, w, n) == index);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(known), cmocka_unit_test(weights), cmocka_unit_test(same_rows_same_bits)};

	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
