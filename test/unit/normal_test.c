/* sources: src/core/normal.c */
#include "vectors.h"

#include "core/normal.h"

/* Values of mpmath at 60 digits: sqrt(2) erfinv(2 p - 1), sqrt(2) erfinv(confidence), erfc(|z| / sqrt(2)). */
static const double quantiles[][2] = {
	{1e-300, -37.047096299361199}, {1e-20, -9.2623400897984076}, {1e-9, -5.9978070150076869},
	{0.025, -1.9599639845400542}, {0.07, -1.4757910281791707}, {0.0750001, -1.4395307645017297},
	{0.3, -0.52440051270804082}, {0.5, 0.0}, {0.8, 0.84162123357291436}, {0.975, 1.9599639845400539},
	{0.995, 2.5758293035489005}, {0.9999999, 5.1993375822906611}
};
static const double zs[][2] = {
	{1e-10, 1.2533141373155003e-10}, {0.5, 0.67448975019608174}, {0.8, 1.2815515655446006},
	{0.9, 1.6448536269514728}, {0.95, 1.9599639845400539}, {0.99, 2.5758293035489005},
	{0.999999999999, 7.1305098928792724}
};
static const double two_sided[][2] = {
	{0, 1.0}, {1, 0.3173105078629141}, {-1.96, 0.049995790296440872}, {5, 5.7330314375838782e-7},
	{30, 9.8134278542963741e-198}
};

static void
check(const double (*table)[2], size_t n, double (*function) (double), double tolerance)
{
	double		worst = 0;

	for (size_t i = 0; i < n; i++)
		note_error(&worst, function(table[i][0]), table[i][1]);
	assert_true(worst < tolerance);
}

static void
known_values(void **state)
{
	(void) state;
	check(quantiles, sizeof(quantiles) / sizeof(quantiles[0]), crm_normal_quantile, 2e-15);
	check(zs, sizeof(zs) / sizeof(zs[0]), crm_normal_z, 2e-15);
	/* Far out the rounding of z itself shows: relative error 2 z^2 as large. */
	check(two_sided, sizeof(two_sided) / sizeof(two_sided[0]), crm_normal_two_sided, 2e-13);
}

static void
symmetric_and_rising(void **state)
{
	double		before = -INFINITY;

	(void) state;
	for (int i = 1; i < 4096; i++)
	{
		double		z = crm_normal_quantile(i / 4096.0);

		assert_true(z > before);
		assert_true(z == -crm_normal_quantile(1.0 - i / 4096.0));
		before = z;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_values), cmocka_unit_test(symmetric_and_rising)
	};

	return cmocka_run_group_tests_name("normal", tests, NULL, NULL);
}
