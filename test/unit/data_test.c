/* sources: src/clv/data.c src/clv/base_sort.c src/clv/base_read.c src/core/varint.c src/core/column.c */
#include "unit.h"

#include "core/tick.h"
#include "clv/data.h"

#define ROWS 500

void
crm_tick(void)
{
}

static void *arrays[32];
static int	n_arrays;

static void *
keep(size_t size)
{
	return arrays[n_arrays++] = room(size);
}

static int
let_go(void **state)
{
	(void) state;
	while (n_arrays > 0)
		free(arrays[--n_arrays]);
	return 0;
}

/* Rows in order, many of them sharing x, t_x or T. */
static crm_base
some_base(crm_base_row *rows)
{
	size_t		n = 0;

	for (int x = 0; x < 20 && n < ROWS; x += 1 + (int) below(3))
		for (int t_x = x > 0; t_x <= (x > 0 ? 6 : 0); t_x++)
			for (int T = t_x + 1; T < 15 && n < ROWS; T += 1 + (int) below(4))
				rows[n++] = (crm_base_row) {x, t_x, T, 1 + (int64_t) below(9)};
	return (crm_base) {.n_rows = n, .rows = rows};
}

static void
pairs(void **state)
{
	(void) state;
	for (int trial = 0; trial < 50; trial++)
	{
		crm_base_row rows[ROWS];
		crm_base	base = some_base(rows);
		double		unit = trial % 2 ? 7 : 1;
		crm_purchase_data d = crm_make_purchase_data(&base, unit, keep);

		assert_int_equal(d.n, base.n_rows);
		for (size_t i = 0; i < d.n; i++)
		{
			assert_int_equal(d.pair_x[d.early[i]], d.pair_x[d.late[i]]);
			assert_true(d.x[d.pair_x[d.early[i]]] == rows[i].x);
			assert_true(d.time[d.pair_time[d.early[i]]] == rows[i].t_x / unit);
			assert_true(d.time[d.pair_time[d.late[i]]] == rows[i].T / unit);
			assert_true(d.customers[i] == (double) rows[i].customers);
		}
		for (size_t i = 1; i < d.n_pairs; i++)
			assert_true(d.pair_x[i - 1] < d.pair_x[i] ||
						(d.pair_x[i - 1] == d.pair_x[i] && d.pair_time[i - 1] < d.pair_time[i]));
		for (size_t i = 1; i < d.n_x; i++)
			assert_true(d.x[i - 1] < d.x[i]);
		for (size_t i = 1; i < d.n_time; i++)
			assert_true(d.time[i - 1] < d.time[i]);
		let_go(NULL);
	}
}

static void
spends(void **state)
{
	crm_base_spend list[] = {{1, 2.5, 3}, {1, 4, 1}, {7, 0.5, 2}};
	crm_base	base = {.n_spends = 3, .spends = list};
	crm_spend_data d = crm_make_spend_data(&base, keep);

	(void) state;
	assert_true(d.n == 3 && d.n_x == 2 && d.x[0] == 1 && d.x[1] == 7);
	assert_true(d.x_place[0] == 0 && d.x_place[1] == 0 && d.x_place[2] == 1);
	assert_true(d.mean[1] == 4 && d.customers[2] == 2 && d.log_mean[0] > 0.9 && d.log_mean[2] < 0);
}

static void
nobody(void **state)
{
	crm_base	base = {0};

	(void) state;
	assert_int_equal(crm_make_purchase_data(&base, 7, keep).n, 0);
	assert_int_equal(crm_make_spend_data(&base, keep).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(pairs, let_go),
		cmocka_unit_test_teardown(spends, let_go),
		cmocka_unit_test_teardown(nobody, let_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
