/* sources: src/survey/indices.c src/survey/answers.c src/survey/satisfaction.c src/survey/weighted.c src/core/normal.c src/core/varint.c */
#include "unit.h"

#include <math.h>

#include "core/normal.h"
#include "survey/indices.h"
#include "survey/satisfaction.h"
#include "survey/weighted.h"

#define Z95 1.9599639845400545

static bool
near(double a, double b, double tolerance)
{
	return fabs(a - b) <= tolerance;
}

static void
interval_is(crm_interval i, double low, double high)
{
	if (!near(i.low, low, 1e-6) || !near(i.high, high, 1e-6))
		fail_msg("%.9f to %.9f, not %.9f to %.9f", i.low, i.high, low, high);
}

/* The formulas of the R package NPS and of Rocks (2016), by hand. */
static void
nps(void **state)
{
	const crm_nps many = {75, 675, 250},
				few = {6, 5, 9},
				promoters = {0, 0, 10},
				detractors = {10, 0, 0};

	(void) state;
	assert_true(crm_nps_points(&many) == 17.5 && crm_nps_points(&few) == 15);
	interval_is(crm_nps_interval(&many, Z95, CRM_NPS_WALD), 14.137219, 20.862781);
	interval_is(crm_nps_interval(&many, 1, CRM_NPS_WALD), 17.5 - 1.7157359937, 17.5 + 1.7157359937);
	interval_is(crm_nps_interval(&many, Z95, CRM_NPS_ADJUSTED_WALD), 14.085883, 20.809431);
	interval_is(crm_nps_interval(&few, Z95, CRM_NPS_WALD), -22.380886, 52.380886);
	interval_is(crm_nps_interval(&few, 1, CRM_NPS_WALD), 15 - 19.0722311, 15 + 19.0722311);
	interval_is(crm_nps_interval(&promoters, Z95, CRM_NPS_WALD), 100, 100);
	assert_true(near(crm_nps_interval(&promoters, Z95, CRM_NPS_ADJUSTED_WALD).low, 47.50, 0.005));
	assert_true(crm_nps_interval(&promoters, Z95, CRM_NPS_ADJUSTED_WALD).high == 100);
	assert_true(crm_nps_interval(&detractors, Z95, CRM_NPS_ADJUSTED_WALD).low == -100);
}

static void
nps_of_answers(void **state)
{
	crm_answers a = {.n = 0};
	int32_t		stray;

	(void) state;
	for (int answer = 0; answer <= 10; answer++)
		crm_answers_add(a.at, &a.n, 10 - answer, 1 << (10 - answer));
	assert_int_equal(crm_nps_count(&a).detractors, 127);
	assert_int_equal(crm_nps_count(&a).passives, 384);
	assert_int_equal(crm_nps_count(&a).promoters, 1536);
	assert_true(crm_answers_within(&a, 0, 10, &stray));
	assert_false(crm_answers_within(&a, 1, 10, &stray));
	assert_int_equal(stray, 0);
	assert_false(crm_answers_within(&a, 0, 9, &stray));
	assert_int_equal(stray, 10);
	assert_int_equal(crm_answers_from(&a, INT64_MIN), 2047);
	assert_int_equal(crm_answers_from(&a, 11), 0);
}

static void
difference(void **state)
{
	const crm_nps a = {6, 5, 9},
				b = {9, 5, 6},
				all = {0, 0, 5};
	crm_nps_change d = crm_nps_difference(&a, &b, Z95, CRM_NPS_WALD),
				back = crm_nps_difference(&b, &a, Z95, CRM_NPS_WALD);

	(void) state;
	/* Both have the standard error 19.0722311; 30 is 1.112253 of sqrt(2) times that. */
	assert_true(d.points == 30 && back.points == -30 && d.p_value == back.p_value);
	interval_is(d.interval, 30 - Z95 * M_SQRT2 * 19.0722311, 30 + Z95 * M_SQRT2 * 19.0722311);
	assert_true(d.interval.low == -back.interval.high && d.interval.high == -back.interval.low);
	assert_true(near(d.p_value, erfc(30 / (M_SQRT2 * 19.0722311) / M_SQRT2), 1e-9));
	d = crm_nps_difference(&all, &all, Z95, CRM_NPS_WALD);
	assert_true(d.points == 0 && d.p_value == 1 && d.interval.low == 0 && d.interval.high == 0);
	assert_true(crm_nps_difference(&all, &a, Z95, CRM_NPS_WALD).p_value < 1e-4);
	assert_true(crm_nps_difference(&all, &all, Z95, CRM_NPS_ADJUSTED_WALD).p_value == 1);
}

/* As R's prop.test(correct = FALSE) has them */
static void
wilson(void **state)
{
	(void) state;
	interval_is(crm_wilson(15, 50, Z95), 0.191035535009, 0.437503504645);
	interval_is(crm_wilson(0, 20, Z95), 0, 0.161125158053);
	interval_is(crm_wilson(20, 20, Z95), 0.838874841947, 1);
	interval_is(crm_wilson(81, 263, Z95), 0.255288519878, 0.366209576983);
	assert_true(crm_wilson(0, 20, Z95).low == 0 && crm_wilson(20, 20, Z95).high == 1);
	for (int64_t n = 1; n < INT64_MAX / 3; n *= 3)
		for (int i = 0; i <= 4; i++)
		{
			int64_t		k = n / 4 * i + (i == 4 ? n % 4 : 0);
			double		p = (double) k / (double) n;

			for (int j = 1; j < 10; j++)
			{
				double		z = pow(10, j - 7);
				crm_interval w = crm_wilson(k, n, z);

				assert_true(w.low >= 0 && w.high <= 1 && w.low <= p + 1e-15 && w.high >= p - 1e-15);
				assert_true(isfinite(w.low) && isfinite(w.high));
			}
		}
}

static void
mean(void **state)
{
	crm_answers a = {.n = 0};
	double		m;

	(void) state;
	assert_false(crm_answers_mean(&a, &m));
	crm_answers_add(a.at, &a.n, -3, 1);
	crm_answers_add(a.at, &a.n, 4, 3);
	assert_true(crm_answers_mean(&a, &m) && m == 2.25);
	a.n = 0;
	crm_answers_add(a.at, &a.n, INT32_MIN, INT64_MAX);
	assert_true(crm_answers_mean(&a, &m) && m == INT32_MIN);
}

static void
zones(void **state)
{
	(void) state;
	assert_int_equal(crm_satisfaction_zone(1, 0), CRM_SATISFIED);
	assert_int_equal(crm_satisfaction_zone(1.01, 0), CRM_DELIGHTED);
	assert_int_equal(crm_satisfaction_zone(0.99, 0), CRM_DISSATISFIED);
	assert_int_equal(crm_satisfaction_zone(1.1 / 1, 0.1), CRM_SATISFIED);
	assert_int_equal(crm_satisfaction_zone(0.9, 0.1), CRM_SATISFIED);
	assert_int_equal(crm_satisfaction_zone(1.1001, 0.1), CRM_DELIGHTED);
	assert_int_equal(crm_importance_quadrant(5, 2, (double[]) {3, 3}), CRM_CONCENTRATE_HERE);
	assert_int_equal(crm_importance_quadrant(3, 3, (double[]) {3, 3}), CRM_KEEP_UP);
	assert_int_equal(crm_importance_quadrant(2, 2, (double[]) {3, 3}), CRM_LOW_PRIORITY);
	assert_int_equal(crm_importance_quadrant(2, 5, (double[]) {3, 3}), CRM_POSSIBLE_OVERKILL);
}

static void
weights(void **state)
{
	(void) state;
	assert_true(crm_weights_sum(CRM_WEIGHTS_NORMALISE, 7));
	assert_true(crm_weights_sum(CRM_WEIGHTS_SUM_TO_1, 0.1 + 0.2 + 0.7));
	assert_false(crm_weights_sum(CRM_WEIGHTS_SUM_TO_1, 0.9999));
	assert_false(crm_weights_sum(CRM_WEIGHTS_SUM_TO_1, 100));
	assert_true(crm_weights_sum(CRM_WEIGHTS_SUM_TO_100, 33.3 + 33.3 + 33.4));
	assert_false(crm_weights_sum(CRM_WEIGHTS_SUM_TO_100, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nps), cmocka_unit_test(nps_of_answers), cmocka_unit_test(difference), cmocka_unit_test(wilson),
		cmocka_unit_test(mean), cmocka_unit_test(zones), cmocka_unit_test(weights)
	};

	return cmocka_run_group_tests_name("indices", tests, NULL, NULL);
}
