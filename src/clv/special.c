#include "clv/special.h"

/* Below this a recurrence leads up to it; from it on the asymptotic series is exact. */
#define ASYMPTOTIC 12.0

/* Up to this many factors a rising factorial is a product. */
#define FEW_FACTORS 16

double
crm_log_gamma(double x)
{
	int			sign;

	return lgamma_r(x, &sign);
}

/* ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi) / 2] for large x: Stirling's series. */
static double
stirling_rest(double x)
{
	double		y = 1 / (x * x);

	return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188 -
		y * (691.0 / 360360 - y * (1.0 / 156))))))) / x;
}

/* ln x - 1 / (2x) - digamma(x) for large x: Bernoulli's numbers over their index (DLMF 5.11.2). */
static double
digamma_rest(double x)
{
	double		y = 1 / (x * x);

	return y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 -
		y * (1.0 / 132 - y * (691.0 / 32760 - y * (1.0 / 12)))))));
}

double
crm_digamma(double x)
{
	double		below = 0;

	for (; x < ASYMPTOTIC; x++)
		below += 1 / x;
	return log(x) - 0.5 / x - digamma_rest(x) - below;
}

double
crm_log_rising(double a, double n)
{
	double		b = a + n;

	if (n <= FEW_FACTORS)
	{
		double		product = 1;

		/* Overflow would take a^16 > 1e308. */
		if (b > 1e15)
			return n * log(a);
		for (int i = 0; i < (int) n; i++)
			product *= a + i;
		return log(product);
	}
	if (a < ASYMPTOTIC)
		return crm_log_gamma(b) - crm_log_gamma(a);
	/* The difference of two Stirling series, its large terms subtracted first. */
	return n * log(b) + (a - 0.5) * log1p(n / a) - n + stirling_rest(b) - stirling_rest(a);
}

double
crm_digamma_rising(double a, double n)
{
	if (n <= FEW_FACTORS)
	{
		double		sum = 0;

		for (int i = (int) n - 1; i >= 0; i--)
			sum += 1 / (a + i);
		return sum;
	}
	if (a < ASYMPTOTIC)
		return crm_digamma(a + n) - crm_digamma(a);
	return log1p(n / a) + 0.5 * (n / a) / (a + n) + digamma_rest(a) - digamma_rest(a + n);
}

double
crm_log_beta(double a, double b)
{
	double		small = a < b ? a : b,
				large = a < b ? b : a;

	if (large < ASYMPTOTIC)
		return crm_log_gamma(small) + crm_log_gamma(large) - crm_log_gamma(small + large);
	if (small < ASYMPTOTIC)
	{
		/* ln Gamma(large + small) - ln Gamma(large), by the same difference. */
		double		rising = small * log(large + small) + (large - 0.5) * log1p(small / large) - small +
			stirling_rest(large + small) - stirling_rest(large);

		return crm_log_gamma(small) - rising;
	}
	return 0.5 * (log(2 * M_PI) - log(small)) +
		(small) * -log1p(large / small) - (large - 0.5) * log1p(small / large) +
		stirling_rest(small) + stirling_rest(large) - stirling_rest(small + large);
}
