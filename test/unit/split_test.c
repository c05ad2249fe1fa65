/* sources: src/survey/split.c src/core/column.c */
#include "unit.h"

#include "core/tick.h"
#include "survey/split.h"

void
crm_tick(void)
{
}

/* Without ties the sides are as large as the share asks, rounded up, whatever doubles make of it. */
static void
sizes(void **state)
{
	double		value[100];

	(void) state;
	for (int n = 1; n <= 100; n++)
	{
		value[n - 1] = n;
		for (int percent = 1; percent <= 50; percent++)
		{
			crm_split	split = crm_split_column(&(crm_column) {(size_t) n, value, NULL}, percent / 100.0);
			int			rows = (n * percent + 99) / 100;

			assert_true(split.least == rows && split.most == n + 1 - rows);
		}
	}
}

static void
ties(void **state)
{
	double		value[] = {1, 5, 9},
				repeated[] = {1, 1, 1, 1, 5, 9, 9};
	int64_t		count[] = {4, 1, 2};
	const crm_column counted = {3, value, count},
				plain = {7, repeated, NULL};
	crm_split	split = crm_split_column(&counted, 0.2),
				same = crm_split_column(&plain, 0.2);

	(void) state;
	assert_true(split.least == 1 && split.most == 9);
	assert_true(same.least == 1 && same.most == 9);
	split = crm_split_column(&counted, 0.5);
	same = crm_split_column(&plain, 0.5);
	assert_true(split.least == 1 && split.most == 1);
	assert_true(same.least == 1 && same.most == 1);
	assert_int_equal(crm_split_side(&split, 1), 0);
	assert_int_equal(crm_split_side(&split, 5), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sizes), cmocka_unit_test(ties)};

	return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
