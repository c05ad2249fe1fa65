/* sources: src/rfm/segment.c src/rfm/rule_sets.c */
#include "unit.h"

#include <math.h>

#include "rfm/segment.h"

/* Of the scores of 5 bins: how many no rule covers, and how many several do. */
static void
coverage(crm_rule_set set, int *uncovered, int *overlapping)
{
	crm_rule_list rules = crm_rule_sets[set];

	*uncovered = *overlapping = 0;
	for (int place = 0; place < 125; place++)
	{
		int			score = 100 * (1 + place / 25) + 10 * (1 + place / 5 % 5) + 1 + place % 5;
		int			matches = 0,
					first = -1;

		for (int i = rules.n - 1; i >= 0; i--)
			if (crm_rule_matches(&rules.rule[i], score))
			{
				matches++;
				first = i;
			}
		assert_int_equal(crm_first_match(rules, score), first);
		*uncovered += matches == 0;
		*overlapping += matches > 1;
	}
}

static const char *
segment(crm_rule_set set, int score)
{
	int			match = crm_first_match(crm_rule_sets[set], score);

	return match < 0 ? "" : crm_rule_sets[set].rule[match].name;
}

static void
rule_sets(void **state)
{
	int			uncovered,
				overlapping;

	(void) state;
	coverage(CRM_RF_MAP, &uncovered, &overlapping);
	assert_int_equal(uncovered, 0);
	assert_int_equal(overlapping, 0);
	/* The table of the R package rfm is no partition as it is documented. */
	coverage(CRM_R_RFM, &uncovered, &overlapping);
	assert_int_equal(uncovered, 10);
	assert_int_equal(overlapping, 58);
	coverage(CRM_PUTLER, &uncovered, &overlapping);
	assert_int_equal(uncovered, 0);

	assert_string_equal(crm_rule_set_name[CRM_RF_MAP], "rf_map");
	assert_string_equal(crm_rule_set_name[CRM_R_RFM], "r_rfm");
	assert_string_equal(crm_rule_set_name[CRM_PUTLER], "putler");
}

/* The common map, by its corners: monetary value does not matter. */
static void
rf_map(void **state)
{
	static const struct
	{
		int			rf;
		const char *name;
	}			corner[] = {
		{55, "Champions"}, {54, "Champions"}, {53, "Potential Loyalists"}, {42, "Potential Loyalists"},
		{51, "New"}, {41, "Promising"}, {45, "Loyal"}, {34, "Loyal"}, {33, "Need Attention"}, {32, "About To Sleep"},
		{31, "About To Sleep"}, {25, "Can't Lose"}, {15, "Can't Lose"}, {24, "At Risk"}, {13, "At Risk"},
		{22, "Hibernating"}, {11, "Hibernating"}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(corner) / sizeof(corner[0]); i++)
		for (int m = 1; m <= 5; m++)
			assert_string_equal(segment(CRM_RF_MAP, 10 * corner[i].rf + m), corner[i].name);
	assert_int_equal(crm_first_match(crm_rule_sets[CRM_RF_MAP], 655), -1);
	assert_int_equal(crm_first_match(crm_rule_sets[CRM_RF_MAP], 561), -1);
}

static void
rules(void **state)
{
	static const crm_rule all = {"all", {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, {INFINITY, INFINITY, INFINITY, INFINITY}};
	static const crm_rule mean = {"mean", {-INFINITY, -INFINITY, -INFINITY, 3.5}, {INFINITY, INFINITY, INFINITY, 3.5}};
	static const crm_rule r_only = {"r", {5, -INFINITY, -INFINITY, -INFINITY}, {5, INFINITY, INFINITY, INFINITY}};
	const crm_rule both[] = {r_only, all};

	(void) state;
	assert_true(crm_rule_matches(&all, 111) && crm_rule_matches(&all, 999));
	assert_true(crm_rule_matches(&mean, 134) && crm_rule_matches(&mean, 125) && crm_rule_matches(&mean, 161));
	assert_false(crm_rule_matches(&mean, 133) || crm_rule_matches(&mean, 144));
	assert_int_equal(crm_first_match((crm_rule_list) {2, both}, 511), 0);
	assert_int_equal(crm_first_match((crm_rule_list) {2, both}, 411), 1);
	assert_int_equal(crm_first_match((crm_rule_list) {1, both}, 411), -1);
	assert_int_equal(crm_first_match((crm_rule_list) {0, NULL}, 411), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rule_sets), cmocka_unit_test(rf_map), cmocka_unit_test(rules)
	};

	return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
