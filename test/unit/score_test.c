/* sources: src/rfm/score.c */
#include "unit.h"

#include <math.h>

#include "rfm/score.h"

/* The quintiles of 1, 2, 2, 3, 5, 8, 13, 21, 34, 55 (R, type 7), on every axis. */
#define QUINTILES {4, {2, 4.2, 10, 23.6}}

static void
reference_scores(void **state)
{
	static const int score[][2] = {{1, 1}, {2, 1}, {3, 2}, {5, 3}, {8, 3}, {13, 4}, {21, 4}, {34, 5}, {55, 5}};
	const crm_cuts cuts = {{QUINTILES, QUINTILES, QUINTILES}};

	(void) state;
	for (size_t i = 0; i < sizeof(score) / sizeof(score[0]); i++)
	{
		int			s = score[i][1];

		assert_int_equal(crm_score(&cuts, score[i][0], score[i][0], score[i][0]), 100 * (6 - s) + 11 * s);
	}
	assert_int_equal(crm_score(&cuts, 1, 55, 55), 555);
	assert_int_equal(crm_score(&cuts, 55, 1, 1), 111);
	/* A value on a cut is not above it. */
	assert_int_equal(crm_score(&cuts, 10, 10, nextafter(10, 11)), 334);
	assert_int_equal(crm_score(&cuts, -1e308, 1e308, -1e308), 551);
}

/* Where cuts coincide the bins between them stay empty, and nobody is split. */
static void
coinciding_cuts(void **state)
{
	const crm_cuts cuts = {{{4, {1, 1, 1, 1}}, {4, {1, 1, 1, 2}}, {1, {0}}}};

	(void) state;
	assert_int_equal(crm_score(&cuts, 1, 1, 0), 511);
	assert_int_equal(crm_score(&cuts, 2, 2, 1), 142);
	assert_int_equal(crm_score(&cuts, 2, 3, 1), 152);
}

/* Each axis has bins of its own, from 2 to 9; a score is always valid. */
static void
every_score(void **state)
{
	(void) state;
	for (int bins = CRM_BINS_MIN; bins <= CRM_BINS_MAX; bins++)
	{
		crm_cuts	cuts;

		for (int a = 0; a < CRM_AXES; a++)
		{
			cuts.axis[a].n = bins - 1;
			for (int i = 0; i < bins - 1; i++)
				cuts.axis[a].cut[i] = i + 1;
			assert_true(crm_axis_cuts_valid(&cuts.axis[a]));
		}
		for (int r = 1; r <= bins; r++)
			for (int f = 1; f <= bins; f++)
				for (int m = 1; m <= bins; m++)
				{
					int			score = crm_score(&cuts, bins + 1 - r, f, m);

					assert_int_equal(score, 100 * r + 10 * f + m);
					assert_true(crm_score_valid(score));
				}
	}
}

static void
validity(void **state)
{
	int			valid = 0;

	(void) state;
	for (int score = -1000; score <= 10000; score++)
		valid += crm_score_valid(score);
	assert_int_equal(valid, 9 * 9 * 9);
	assert_false(crm_score_valid(110) || crm_score_valid(101) || crm_score_valid(1000) || crm_score_valid(0));

	assert_false(crm_axis_cuts_valid(&(crm_axis_cuts) {0, {0}}));
	assert_false(crm_axis_cuts_valid(&(crm_axis_cuts) {-1, {0}}));
	assert_false(crm_axis_cuts_valid(&(crm_axis_cuts) {CRM_BINS_MAX, {0}}));
	assert_false(crm_axis_cuts_valid(&(crm_axis_cuts) {2, {2, 1}}));
	assert_true(crm_axis_cuts_valid(&(crm_axis_cuts) {2, {1, 1}}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_scores), cmocka_unit_test(coinciding_cuts),
		cmocka_unit_test(every_score), cmocka_unit_test(validity)
	};

	return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
