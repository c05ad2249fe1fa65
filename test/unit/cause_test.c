/* sources: src/loyalty/cause.c */
#include "unit.h"

#include <math.h>

#include "loyalty/cause.h"

static void
all_unknown(double *indicators)
{
	for (int i = 0; i < CRM_INDICATORS; i++)
		indicators[i] = NAN;
}

/* Each cause can be the answer, and each indicator can matter. */
static void
defaults(void **state)
{
	bool		found[CRM_CAUSES] = {false},
				asked[CRM_INDICATORS] = {false};
	double		x[CRM_INDICATORS];

	(void) state;
	for (int i = 0; i < crm_default_cause_rules.n; i++)
		asked[crm_default_cause_rules.rule[i].indicator] = true;
	for (int i = 0; i < CRM_INDICATORS; i++)
		assert_true(asked[i]);
	for (int round = 0; round < 20000; round++)
	{
		int			cause;

		for (int i = 0; i < CRM_INDICATORS; i++)
			x[i] = below(3) ? (double) below(11) / 10 : NAN;
		cause = crm_find_cause(crm_default_cause_rules, x);
		if (cause >= 0)
			found[cause] = true;
		if (x[CRM_BY_ALTERNATIVES] <= 0.3)
			assert_int_equal(cause, CRM_MONOPOLY);
	}
	for (int i = 0; i < CRM_CAUSES; i++)
		assert_true(found[i]);
	all_unknown(x);
	assert_int_equal(crm_find_cause(crm_default_cause_rules, x), -1);
}

/* All conditions of a cause, wherever they stand; the place is that of its first. */
static void
rules(void **state)
{
	const crm_cause_rule rule[] = {
		{CRM_TRUST, CRM_BY_TRUST, 0.5, INFINITY}, {CRM_HABIT, CRM_BY_HABIT, 0.2, 0.4}, {CRM_TRUST, CRM_BY_PRICE, -INFINITY, 0.5}
	};
	const crm_cause_rules list = {3, rule};
	double		x[CRM_INDICATORS];

	(void) state;
	all_unknown(x);
	assert_int_equal(crm_find_cause(list, x), -1);
	x[CRM_BY_HABIT] = 0.2;
	assert_int_equal(crm_find_cause(list, x), CRM_HABIT);
	x[CRM_BY_TRUST] = 0.5;
	assert_int_equal(crm_find_cause(list, x), CRM_HABIT);
	x[CRM_BY_PRICE] = 0.5;
	assert_int_equal(crm_find_cause(list, x), CRM_TRUST);
	x[CRM_BY_PRICE] = 0.51;
	assert_int_equal(crm_find_cause(list, x), CRM_HABIT);
	x[CRM_BY_HABIT] = 0.41;
	assert_int_equal(crm_find_cause(list, x), -1);
	assert_int_equal(crm_find_cause((crm_cause_rules) {0, NULL}, x), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(defaults), cmocka_unit_test(rules)};

	return cmocka_run_group_tests_name("cause", tests, NULL, NULL);
}
