/* sources: src/clv/quadrature.c src/clv/special.c */
#include "vectors.h"

#include "clv/quadrature.h"
#include "clv/special.h"

static int	calls;

/* ln of y^a e^-y in s = ln(y / a), less its value at the top. */
static double
gamma_density(double s, const void *arg)
{
	double		a = *(const double *) arg;

	calls++;
	return a * (s - expm1(s));
}

static double
of_gamma(double a)
{
	crm_hump	hump = crm_find_hump(gamma_density, &a, 0, fmin(1, 1 / sqrt(a)));

	crm_bends_at(&hump, 0, -log(a));
	return crm_log_integral(gamma_density, &a, &hump);
}

/* ln of p^a (1 - p)^b in s = ln(p / (1 - p)). */
static double
beta_density(double s, const void *arg)
{
	const double *ab = arg;

	calls++;
	return s < 0 ? ab[0] * s - (ab[0] + ab[1]) * log1p(exp(s)) : -ab[1] * s - (ab[0] + ab[1]) * log1p(exp(-s));
}

static double
p_at(double s, const void *arg)
{
	(void) arg;
	return 1 / (1 + exp(-s));
}

/* The integral is Gamma(a) (e / a)^a, for humps from 1e-5 wide to tails 1e9 long. */
static void
gamma_function(void **state)
{
	static const double a[] = {1e-9, 1e-3, 0.05, 0.3, 1, 2.5, 30, 1000};

	(void) state;
	for (size_t i = 0; i < sizeof(a) / sizeof(a[0]); i++)
	{
		calls = 0;
		assert_true(fabs(of_gamma(a[i]) - (crm_log_gamma(a[i]) - a[i] * log(a[i]) + a[i])) < 3e-13 * fmax(1, log(a[i])));
		assert_true(calls < 800);
	}
	/* Stirling's series, where lgamma cancels. */
	for (double x = 1e6; x < 1e11; x *= 100)
		assert_true(fabs(of_gamma(x) - (0.5 * log(2 * M_PI / x) + 1 / (12 * x))) < 1e-16 * sqrt(x));
}

static void
beta_function(void **state)
{
	static const double a[] = {1e-3, 0.3, 1, 5, 50, 1000};

	(void) state;
	for (int i = 0; i < 36; i++)
	{
		double		ab[] = {a[i / 6], a[i % 6]},
					sum = ab[0] + ab[1];

		/* Guesses from good to bad. */
		for (double start = -3; start < 4; start += 3)
			for (double width = 0.01; width < 20; width *= 10)
			{
				crm_hump	hump;

				calls = 0;
				hump = crm_find_hump(beta_density, ab, start, width);
				crm_bends_at(&hump, 0, 0);
				assert_true(fabs(crm_log_integral(beta_density, ab, &hump) - crm_log_beta(ab[0], ab[1])) < 1e-13 + 4e-16 * sum);
				assert_true(near(crm_mean(beta_density, p_at, ab, &hump), ab[0] / sum, 1e-12));
				assert_true(calls < 1000);
			}
	}
}

#define ROOM 600

static void
nodes(void **state)
{
	double		ab[] = {0.4, 3},
				s[ROOM],
				weight[ROOM],
				sum = 0,
				mean = 0,
				coarse = 0,
				coarse_sum = 0;
	crm_hump	hump = crm_find_hump(beta_density, ab, -1, 1);
	int			zero,
				n = crm_nodes(beta_density, ab, &hump, 0.125, 1e-20, s, weight, ROOM, &zero);

	(void) state;
	assert_true(n > 20 && n < ROOM && s[zero] == hump.top);
	for (int i = 0; i < n; i++)
	{
		assert_true(weight[i] > 0 && (i == 0 || s[i] > s[i - 1]));
		sum += weight[i];
		mean += weight[i] * p_at(s[i], NULL);
	}
	for (int i = zero % 2; i < n; i += 2)
	{
		coarse_sum += weight[i];
		coarse += weight[i] * p_at(s[i], NULL);
	}
	assert_true(near(sum, 1, 1e-15) && near(mean, 0.4 / 3.4, 1e-14));
	assert_true(near(coarse / coarse_sum, 0.4 / 3.4, 1e-9));
	for (int small = 0; small < n; small += 7)
		assert_int_equal(crm_nodes(beta_density, ab, &hump, 0.125, 1e-20, s, weight, small, &zero), -1);
	assert_int_equal(crm_nodes(beta_density, ab, &hump, 0.125, 1e-20, s, weight, n + 1, &zero), n);
}

/* 20 points are exact for powers up to 39. */
static void
gauss(void **state)
{
	(void) state;
	for (int power = 0; power < 40; power += 2)
	{
		double		sum = 0;

		for (int i = 0; i < CRM_GAUSS_PAIRS; i++)
			sum += 2 * crm_gauss_weight[i] * pow(crm_gauss_node[i], power);
		assert_true(near(sum, 2.0 / (power + 1), 3e-15));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gamma_function), cmocka_unit_test(beta_function), cmocka_unit_test(nodes), cmocka_unit_test(gauss)
	};

	return cmocka_run_group_tests_name("quadrature", tests, NULL, NULL);
}
