/* sources: src/portfolio/ratio.c src/core/money.c */
#include "unit.h"

#include <math.h>

#include "portfolio/ratio.h"

/* The quotient's digits by long division, the last one odd where they do not end, read by strtod. */
static double
by_digits(crm_int128 n, crm_int128 d)
{
	char		text[200];
	size_t		at = 0;
	crm_int128	rest = n < 0 ? -n : n,
				whole = rest / d;

	if (n < 0)
		text[at++] = '-';
	at = (size_t) (crm_money_print(text + at, (crm_money) {whole, 0}) - text);
	text[at++] = '.';
	rest %= d;
	for (int i = 0; i < 110; i++)
	{
		rest *= 10;
		text[at++] = (char) ('0' + (int) (rest / d));
		rest %= d;
	}
	text[at++] = rest > 0 ? '1' : '0';
	text[at] = '\0';
	return strtod(text, NULL);
}

static crm_int128
any_amount(void)
{
	crm_int128	v = (crm_int128) ((crm_uint128) random_bits() << 62 ^ random_bits());

	return v % crm_power10[1 + below(36)];
}

static void
on_boundaries(void **state)
{
	(void) state;
	assert_true(crm_ratio(10, 100) == 0.10);
	assert_true(crm_ratio(110 - 100, 100) == 0.10);
	assert_true(crm_ratio(333, 1000) == 0.333);
	assert_true(crm_ratio(-1, 10) == -0.1);
	assert_true(crm_ratio(7, 7) == 1);
	assert_true(crm_ratio(0, 7) == 0 && !signbit(crm_ratio(0, 7)));
	/* Large and many decimals */
	assert_true(crm_ratio(crm_power10[34], crm_power10[35]) == 0.10);
	assert_true(crm_ratio(crm_power10[36] - 1, crm_power10[36] - 1) == 1);
	assert_true(crm_ratio(0, crm_power10[35]) == 0);
	assert_true(crm_ratio(crm_power10[36], 1) == 1e36);
	assert_true(crm_ratio(1, crm_power10[36]) == 1e-36);
}

static void
nearest(void **state)
{
	(void) state;
	for (int i = 0; i < 20000; i++)
	{
		crm_int128	d = any_amount(),
					n = any_amount();

		d = d < 0 ? -d : d;
		assert_true(d == 0 || crm_ratio(n, d) == by_digits(n, d));
	}
	/* Halfway between two doubles, and next to it: to even, down, up. */
	for (int i = 0; i < 1000; i++)
	{
		crm_int128	odd = ((crm_int128) 1 << 54) + 2 * (crm_int128) below(1 << 20) + 1,
					d = (crm_int128) 1 << (1 + below(40));

		for (int off = -1; off <= 1; off++)
			assert_true(crm_ratio((odd << 40) + off, d) == by_digits((odd << 40) + off, d));
	}
}

static void
compound(void **state)
{
	(void) state;
	assert_true(crm_compound_growth(110, 100, 1) == 0.10);
	/* 1.1^2 = 1.21, 1.1^3 = 1.331, 1.1^5 = 1.61051: exactly 10 % a year */
	assert_true(crm_compound_growth(121, 100, 2) == 0.10);
	assert_true(crm_compound_growth(1331, 1000, 3) == 0.10);
	assert_true(crm_compound_growth(161051, 100000, 5) == 0.10);
	assert_true(crm_compound_growth(81, 100, 2) == -0.10);
	assert_true(crm_compound_growth(1024, 1, 10) == 1);
	assert_true(crm_compound_growth(1, 1024, 10) == -0.5);
	assert_true(crm_compound_growth(0, 5, 3) == -1);
	assert_true(crm_compound_growth(5, 5, 1000) == 0);
	/* Every whole percentage over as many years as 36 digits bear */
	for (int percent = -99; percent <= 300; percent++)
	{
		crm_int128	n = 1,
					d = 1;

		for (int years = 1; years <= 14; years++)
		{
			n *= 100 + percent;
			d *= 100;
			assert_true(crm_compound_growth(n, d, years) == percent / 100.0);
		}
	}
}

/* It grows with the amount, and compounds to what it is the rate of. */
static void
compound_is_a_root(void **state)
{
	(void) state;
	for (int i = 0; i < 5000; i++)
	{
		crm_int128	d = any_amount(),
					n = any_amount();
		int			years = 1 + (int) below(CRM_MOST_YEARS);
		double		growth;

		d = d < 0 ? -d : d;
		n = n < 0 ? -n : n;
		if (d == 0)
			continue;
		growth = crm_compound_growth(n, d, years);
		assert_true(growth >= -1 && isfinite(growth));
		assert_true(n == 0 || growth < -0.999 || fabs(log1p(growth) * years - log(crm_ratio(n, d))) < 1e-12 * years);
		assert_true(crm_compound_growth(n + 1, d, years) >= growth);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_boundaries), cmocka_unit_test(nearest),
		cmocka_unit_test(compound), cmocka_unit_test(compound_is_a_root)
	};

	return cmocka_run_group_tests_name("ratio", tests, NULL, NULL);
}
