/* sources: src/tier/shares.c src/core/column.c */
#include "unit.h"

#include <math.h>

#include "core/tick.h"
#include "tier/shares.h"

#define ROWS 100

void
crm_tick(void)
{
}

static double one_to_100[ROWS];
static const crm_column whole = {ROWS, one_to_100, NULL};

static int
fill(void **state)
{
	(void) state;
	for (int i = 0; i < ROWS; i++)
		one_to_100[i] = i + 1;
	return 0;
}

static bool
near(double a, double b)
{
	return fabs(a - b) <= 4e-16 * fmax(1, fabs(b));
}

/* G of 1..n is (n - 1) / 3n; of all equal 0; of one who has all (n - 1) / n. */
static void
gini(void **state)
{
	double		equal[] = {7},
				all[] = {0, 42};
	int64_t		ten[] = {10},
				nine_one[] = {9, 1};
	double		g;

	(void) state;
	assert_true(crm_gini(&whole, &g) && near(g, 0.33));
	assert_true(crm_gini(&(crm_column) {1, equal, ten}, &g) && g == 0);
	assert_true(crm_gini(&(crm_column) {1, equal, NULL}, &g) && g == 0);
	assert_true(crm_gini(&(crm_column) {2, all, nine_one}, &g) && near(g, 0.9));
}

static void
lorenz(void **state)
{
	double		four[] = {1, 2, 3, 4},
				curve[ROWS + 1];

	(void) state;
	assert_true(crm_lorenz(&(crm_column) {4, four, NULL}, 4, curve));
	assert_true(curve[0] == 0 && near(curve[1], 0.1) && near(curve[2], 0.3) && near(curve[3], 0.6) && curve[4] == 1);
	/* Between two rows the curve is straight. */
	assert_true(crm_lorenz(&(crm_column) {4, four, NULL}, 8, curve));
	assert_true(near(curve[1], 0.05) && near(curve[3], 0.2) && near(curve[7], 0.8));
	assert_true(crm_lorenz(&whole, ROWS, curve));
	for (int i = 0; i <= ROWS; i++)
		assert_true(near(curve[i], i * (i + 1) / 2 / 5050.0));
	assert_true(crm_lorenz(&whole, 1, curve) && curve[0] == 0 && curve[1] == 1);
}

static void
pareto(void **state)
{
	double		five[] = {1, 2, 3, 4, 5},
				share;

	(void) state;
	/* 81 + ... + 100 of 5050 */
	assert_true(crm_pareto_share(&whole, 0.20, &share) && near(share, 1810 / 5050.0));
	assert_true(crm_pareto_share(&whole, 1, &share) && share == 1);
	assert_true(crm_pareto_share(&whole, 0.001, &share) && near(share, 100 / 5050.0));
	/* Of five rows 1.5 are 30 %: before the second lies less, before the third more. */
	assert_true(crm_pareto_share(&(crm_column) {5, five, NULL}, 0.30, &share) && near(share, 9 / 15.0));
}

/* The value of the last of the best rows, for shares that no double is exactly. */
static void
top_value(void **state)
{
	double		ties[] = {1, 5, 9};
	int64_t		count[] = {90, 9, 1};
	const crm_column tied = {3, ties, count};

	(void) state;
	for (int percent = 1; percent <= 100; percent++)
		assert_true(crm_top_value(&whole, percent / 100.0) == 101 - percent);
	assert_true(crm_top_value(&whole, 0.001) == 100);
	assert_true(crm_top_value(&whole, 0.0101) == 99);
	assert_true(crm_top_value(&tied, 0.01) == 9);
	assert_true(crm_top_value(&tied, 0.011) == 5);
	assert_true(crm_top_value(&tied, 0.10) == 5);
	assert_true(crm_top_value(&tied, 0.101) == 1);
	assert_true(crm_top_value(&tied, 1) == 1);
}

/* A multiset of rows, plain and counted, and the same in another unit. */
static void
same_rows_same_bits(void **state)
{
	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		size_t		n = 1 + below(ROWS),
					distinct = 0;
		double		rows[ROWS],
					value[ROWS],
					large[ROWS],
					scratch[ROWS],
					a[3],
					b[3],
					curve[2][8];
		int64_t		count[ROWS];

		for (size_t i = 0; i < n; i++)
			rows[i] = (double) below(30) / 7;
		crm_sort_doubles(rows, scratch, n);
		for (size_t i = 0; i < n; i++)
		{
			large[i] = ldexp(rows[i], 1000);
			if (distinct > 0 && value[distinct - 1] == rows[i])
				count[distinct - 1]++;
			else
			{
				value[distinct] = rows[i];
				count[distinct++] = 1;
			}
		}
		for (int other = 0; other < 2; other++)
		{
			const crm_column plain = {n, rows, NULL};
			const crm_column same = other ? (crm_column) {n, large, NULL} : (crm_column) {distinct, value, count};
			bool		any = crm_gini(&plain, &a[0]);

			assert_true(any == (rows[n - 1] > 0));
			assert_true(crm_gini(&same, &b[0]) == any && crm_pareto_share(&plain, 0.3, &a[1]) == any);
			assert_true(crm_pareto_share(&same, 0.3, &b[1]) == any && crm_lorenz(&plain, 7, curve[0]) == any);
			assert_true(crm_lorenz(&same, 7, curve[1]) == any);
			if (!any)
				continue;
			assert_true(a[0] >= 0 && a[0] < 1 && a[1] > 0 && a[1] <= 1);
			for (int i = 0; i < 8; i++)
			{
				assert_true(curve[0][i] >= (i ? curve[0][i - 1] : 0) && curve[0][i] <= i / 7.0 + 1e-15);
				assert_true(near(curve[0][i], curve[1][i]));
			}
			assert_true(near(a[0], b[0]) && near(a[1], b[1]));
			if (other)
				assert_true(memcmp(a, b, 2 * sizeof(double)) == 0 && memcmp(curve[0], curve[1], sizeof(curve[0])) == 0);
		}
	}
}

static void
edges(void **state)
{
	double		zero[] = {0},
				huge[] = {1.6e308, 1.7e308},
				tiny[] = {4.9406564584124654e-324, 9.8813129168249309e-324};
	int64_t		many[] = {(int64_t) 1 << 52, (int64_t) 1 << 52};
	double		v,
				curve[11];

	(void) state;
	assert_false(crm_gini(&(crm_column) {0, NULL, NULL}, &v) || crm_gini(&(crm_column) {1, zero, many}, &v));
	assert_false(crm_pareto_share(&(crm_column) {0, NULL, NULL}, 0.2, &v) || crm_pareto_share(&(crm_column) {1, zero, NULL}, 0.2, &v));
	assert_false(crm_lorenz(&(crm_column) {0, NULL, NULL}, 10, curve) || crm_lorenz(&(crm_column) {1, zero, NULL}, 10, curve));
	for (int i = 0; i < 2; i++)
	{
		const crm_column c = {2, i ? tiny : huge, many};

		assert_true(crm_gini(&c, &v) && v >= 0 && v < 1);
		assert_true(crm_pareto_share(&c, 0.5, &v) && v > 0.5 && v < 1);
		assert_true(crm_lorenz(&c, 10, curve) && curve[10] == 1 && curve[5] > 0 && curve[5] < 0.5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gini), cmocka_unit_test(lorenz), cmocka_unit_test(pareto), cmocka_unit_test(top_value),
		cmocka_unit_test(same_rows_same_bits), cmocka_unit_test(edges)
	};

	return cmocka_run_group_tests_name("shares", tests, fill, NULL);
}
