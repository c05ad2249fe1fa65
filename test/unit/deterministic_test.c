/* sources: src/clv/deterministic.c */
#include "vectors.h"

#include "clv/deterministic.h"

/* Gupta and Lehmann 2003, table of margin multiples: retention by discount. */
static void
published(void **state)
{
	static const double retention[] = {0.6, 0.7, 0.8, 0.9},
				discount[] = {0.10, 0.12, 0.14, 0.16},
				multiples[4][4] = {
		{1.20, 1.15, 1.11, 1.07}, {1.75, 1.67, 1.59, 1.52}, {2.67, 2.50, 2.35, 2.22}, {4.50, 4.09, 3.75, 3.46}
	};
	double		later,
				now;

	(void) state;
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
		{
			assert_true(crm_margin_multiple(retention[i], discount[j], CRM_MARGIN_PERIOD_END, &later));
			assert_true(fabs(later - multiples[i][j]) < 0.0051);
			/* A first margin at once is one more, worth the same a period earlier. */
			assert_true(crm_margin_multiple(retention[i], discount[j], CRM_MARGIN_NOW, &now));
			assert_true(near(now, 1 + later, 1e-14));
			assert_true(near(now, later * (1 + discount[j]) / retention[i], 1e-14));
		}
}

/* Both are sums of discounted margins. */
static void
sums(void **state)
{
	double		sum = 0,
				part = 1,
				multiple;

	(void) state;
	for (int t = 0; t < 2000; t++, part *= 0.85 / 1.07)
		sum += part;
	assert_true(crm_margin_multiple(0.85, 0.07, CRM_MARGIN_NOW, &multiple) && near(multiple, sum, 1e-13));
	assert_true(crm_margin_multiple(0.85, 0.07, CRM_MARGIN_PERIOD_END, &multiple) && near(multiple, sum - 1, 1e-13));
}

static void
uplift(void **state)
{
	double		rise,
				before,
				after;

	(void) state;
	/* From 0.80 to 0.85 at 10 %: 1.1 / 0.25 over 1.1 / 0.30, and 0.85 / 0.25 over 0.80 / 0.30. */
	assert_true(crm_retention_uplift(0.80, 0.05, 0.10, CRM_MARGIN_NOW, &rise) && near(rise, 0.2, 1e-14));
	assert_true(crm_retention_uplift(0.80, 0.05, 0.10, CRM_MARGIN_PERIOD_END, &rise) && near(rise, 0.275, 1e-14));
	for (int first = CRM_MARGIN_NOW; first <= CRM_MARGIN_PERIOD_END; first++)
	{
		for (double r = 0.05; r < 1; r += 0.05)
			for (double points = -0.9 * r; points < 1 - r; points += 0.03)
			{
				assert_true(crm_retention_uplift(r, points, 0.07, first, &rise));
				assert_true(crm_margin_multiple(r, 0.07, first, &before));
				assert_true(crm_margin_multiple(r + points, 0.07, first, &after));
				assert_true(fabs(rise - (after / before - 1)) < 1e-13 * (1 + after / before));
			}
		assert_true(crm_retention_uplift(0.6, 0, 0.1, first, &rise) && rise == 0);
		assert_true(crm_retention_uplift(0.9, 0.1, 0.1, first, &rise));
	}
	assert_true(crm_retention_uplift(0.6, -0.6, 0.1, CRM_MARGIN_PERIOD_END, &rise) && near(rise, -1, 1e-14));
	assert_true(crm_retention_uplift(0, 0.5, 0.1, CRM_MARGIN_NOW, &rise) && near(rise, 0.5 / 0.6, 1e-14));
	assert_false(crm_retention_uplift(0, 0.5, 0.1, CRM_MARGIN_PERIOD_END, &rise));
	assert_false(crm_retention_uplift(0.9, 0.2, 0.1, CRM_MARGIN_NOW, &rise));
	assert_false(crm_retention_uplift(0.2, -0.3, 0.1, CRM_MARGIN_NOW, &rise));
	/* 0.7 + 0.3 without discount is for ever. */
	assert_false(crm_retention_uplift(0.7, 0.3, 0, CRM_MARGIN_NOW, &rise));
	assert_false(crm_retention_uplift(0.7, NAN, 0.1, CRM_MARGIN_NOW, &rise));
}

static void
edges(void **state)
{
	double		multiple;

	(void) state;
	assert_true(crm_margin_multiple(0, 0, CRM_MARGIN_NOW, &multiple) && multiple == 1);
	assert_true(crm_margin_multiple(0, 0.1, CRM_MARGIN_PERIOD_END, &multiple) && multiple == 0);
	assert_true(crm_margin_multiple(1, 0.1, CRM_MARGIN_NOW, &multiple) && near(multiple, 11, 1e-14));
	assert_true(crm_margin_multiple(0.5, 1e300, CRM_MARGIN_NOW, &multiple) && near(multiple, 1, 1e-14));
	for (int first = CRM_MARGIN_NOW; first <= CRM_MARGIN_PERIOD_END; first++)
	{
		assert_false(crm_margin_multiple(1, 0, first, &multiple));
		assert_false(crm_margin_multiple(1, 1e-300, first, &multiple));
		assert_false(crm_margin_multiple(-0.1, 0.1, first, &multiple));
		assert_false(crm_margin_multiple(1.1, 0.2, first, &multiple));
		assert_false(crm_margin_multiple(0.5, -0.1, first, &multiple));
		assert_false(crm_margin_multiple(0.5, INFINITY, first, &multiple));
		assert_false(crm_margin_multiple(NAN, 0.1, first, &multiple));
		assert_false(crm_margin_multiple(0.5, NAN, first, &multiple));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(sums), cmocka_unit_test(uplift), cmocka_unit_test(edges)
	};

	return cmocka_run_group_tests_name("deterministic", tests, NULL, NULL);
}
