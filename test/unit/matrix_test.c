/* sources: src/portfolio/matrix.c */
#include "unit.h"

#include "portfolio/matrix.h"

/* The tables as they are printed in the literature, row by row. */
static void
growth_share(void **state)
{
	(void) state;
	assert_string_equal(crm_bcg_class_name[crm_bcg_class_of(true, true)], "star");
	assert_string_equal(crm_bcg_class_name[crm_bcg_class_of(true, false)], "question_mark");
	assert_string_equal(crm_bcg_class_name[crm_bcg_class_of(false, true)], "cash_cow");
	assert_string_equal(crm_bcg_class_name[crm_bcg_class_of(false, false)], "dog");
}

static void
strategies(void **state)
{
	static const char *const expected[CRM_BCG_CLASSES][2] = {
		/* weak, strong */
		{"build", "build"}, {"divest", "build"}, {"harvest", "hold"}, {"divest", "harvest"}
	};

	(void) state;
	for (int class = 0; class < CRM_BCG_CLASSES; class++)
		for (int strong = 0; strong < 2; strong++)
			assert_string_equal(crm_unit_strategy_name[crm_unit_strategy_of(class, strong)], expected[class][strong]);
}

static void
thirds(void **state)
{
	(void) state;
	assert_int_equal(crm_third_of(1, 2.33, 3.67), CRM_LOW);
	assert_int_equal(crm_third_of(2.3299999999999996, 2.33, 3.67), CRM_LOW);
	assert_int_equal(crm_third_of(2.33, 2.33, 3.67), CRM_MEDIUM);
	assert_int_equal(crm_third_of(3.6699999999999995, 2.33, 3.67), CRM_MEDIUM);
	assert_int_equal(crm_third_of(3.67, 2.33, 3.67), CRM_HIGH);
	assert_int_equal(crm_third_of(5, 2.33, 3.67), CRM_HIGH);
}

static void
grid(void **state)
{
	static const struct
	{
		crm_third	attractiveness,
					strength;
		const char *cell,
				   *zone,
				   *strategy;
	}			expected[CRM_GRID_CELLS] = {
		{CRM_HIGH, CRM_HIGH, "high_high", "invest", "protect position"},
		{CRM_HIGH, CRM_MEDIUM, "high_medium", "invest", "invest to build"},
		{CRM_HIGH, CRM_LOW, "high_low", "selectivity", "build selectively"},
		{CRM_MEDIUM, CRM_HIGH, "medium_high", "invest", "build selectively"},
		{CRM_MEDIUM, CRM_MEDIUM, "medium_medium", "selectivity", "selectivity, manage for earnings"},
		{CRM_MEDIUM, CRM_LOW, "medium_low", "harvest", "limited expansion or harvest"},
		{CRM_LOW, CRM_HIGH, "low_high", "selectivity", "protect and refocus"},
		{CRM_LOW, CRM_MEDIUM, "low_medium", "harvest", "manage for earnings"},
		{CRM_LOW, CRM_LOW, "low_low", "harvest", "divest"}
	};

	(void) state;
	for (int i = 0; i < CRM_GRID_CELLS; i++)
	{
		int			cell = crm_grid_cell_of(expected[i].attractiveness, expected[i].strength);

		assert_string_equal(crm_grid_cell_name[cell], expected[i].cell);
		assert_string_equal(crm_grid_zone_name[crm_grid_zone_of(cell)], expected[i].zone);
		assert_string_equal(crm_grid_strategy[cell], expected[i].strategy);
	}
}

static void
relationships(void **state)
{
	static const char *const expected[CRM_THIRDS][CRM_THIRDS] = {
		/* few, some, many customers; low, medium, high margin */
		{"accountable", "proactive", "partnership"},
		{"reactive", "accountable", "proactive"},
		{"basic", "reactive", "accountable"}
	};

	(void) state;
	for (int customers = CRM_LOW; customers <= CRM_HIGH; customers++)
		for (int margin = CRM_LOW; margin <= CRM_HIGH; margin++)
			assert_string_equal(crm_relationship_name[crm_relationship_of(customers, margin)], expected[customers][margin]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(growth_share), cmocka_unit_test(strategies), cmocka_unit_test(thirds),
		cmocka_unit_test(grid), cmocka_unit_test(relationships)
	};

	return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
