#include <float.h>
#include <math.h>

#include "clv/bg_nbd_alive.h"
#include "clv/process.h"
#include "clv/special.h"

/* A tail below this is summed from its own terms, above it is 1 less the rest. */
#define SMALL_TAIL 0.01

#define MAX_FRACTION 20000

/* ln Gamma(x + 1) less Stirling's formula without its series. */
static double
stirling_error(double x)
{
	double		y = 1 / (x * x);

	if (x < 15)
		return crm_log_gamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * M_PI);
	return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
}

/* x ln(x / mean) + mean - x */
static double
deviance(double x, double mean)
{
	double		v = (x - mean) / (x + mean);

	if (fabs(v) < 0.1)
	{
		/* (x - mean) v + 2 x (v^3 / 3 + v^5 / 5 + ...) */
		double		sum = (x - mean) * v,
					term = 2 * x * v;

		for (int j = 3; j < 40; j += 2)
		{
			double		before = sum;

			term *= v * v;
			sum += term / j;
			if (sum == before)
				break;
		}
		return sum;
	}
	return x * log(x / mean) + mean - x;
}

/*
 * P(N = k), k >= 1, of the negative binomial with size r > 1 and success z,
 * fail = 1 - z: the saddle-point form, which never subtracts what is large.
 */
static double
negative_binomial(double r, double k, double z, double fail)
{
	double		n = r + k;

	return sqrt(r / (2 * M_PI * k * n)) *
		exp(stirling_error(n) - stirling_error(r) - stirling_error(k) - deviance(r, n * fail) - deviance(k, n * z));
}

/*
 * P(N >= n) / P(N = n), which is 2F1(1, n + r; n + 1; z): the continued
 * fraction of the incomplete beta function (DLMF 8.17.22), by Lentz.
 */
static double
tail_ratio(double r, double n, double z)
{
	double		c = 1,
				d = 0,
				f = 1;

	for (int m = 0; m < MAX_FRACTION; m++)
	{
		double		odd = -(n + m) * (n + r + m) * z / ((n + 2 * m) * (n + 2 * m + 1)),
					even = (m + 1) * (r - m - 1) * z / ((n + 2 * m + 1) * (n + 2 * m + 2)),
					factor;

		/* Two steps of the fraction; d is the inverse of a denominator, c a quotient of numerators. */
		d = 1 + odd * d;
		d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
		c = 1 + odd / c;
		c = fabs(c) < DBL_MIN ? DBL_MIN : c;
		f *= c * d;
		d = 1 + even * d;
		d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
		c = 1 + even / c;
		c = fabs(c) < DBL_MIN ? DBL_MIN : c;
		factor = c * d;
		f *= factor;
		if (fabs(factor - 1) < 1e-16)
			break;
	}
	return 1 / f;
}

/*
 * The purchases while alive, were there no dropout, are negative binomial: N.
 * Exactly k happen if N = k and k chances to drop out passed, or if N >= k and
 * the k-th one was taken:
 *   P(k) = E (1 - p)^k P(N = k) + E p (1 - p)^(k - 1) P(N >= k).
 */
void
crm_bg_alive_distribution(const crm_bg_alive *c, double u, double *probability, int n)
{
	double		tau = fmin(u / c->alpha, 1e300),
				fail = 1 / (1 + tau),
				z = tau > 1 ? 1 - fail : tau / (1 + tau),
				ab = c->a + c->b,
				below = 0,
				tail,
				stay = 1;
	int			mode = 0;

	if (n <= 0)
		return;

	/* P(N = k), from the mode, or what of it is asked for, both ways. */
	if (c->r > 1)
		mode = (int) fmin((c->r - 1) * tau, n - 1);
	probability[mode] = mode == 0 ? exp(-c->r * log1p(tau)) : negative_binomial(c->r, mode, z, fail);
	for (int k = mode; k > 0; k--)
		probability[k - 1] = probability[k] * k / ((c->r + (k - 1)) * z);
	for (int k = mode + 1; k < n; k++)
		probability[k] = probability[k - 1] * (c->r + (k - 1)) * z / k;

	/* P(N >= n - 1) */
	for (int k = 0; k < n - 1; k++)
		below += probability[k];
	tail = 1 - below;
	if (n > 1 && tail < SMALL_TAIL)
		tail = probability[n - 1] * tail_ratio(c->r, n - 1, z);

	/* Downwards each tail is the one above plus a term. Common factors wait. */
	for (int k = n - 1; k > 0; k--)
	{
		double		exactly = probability[k];

		probability[k] = ((c->b + (k - 1)) * exactly + c->a * tail) / (ab + (k - 1));
		tail += probability[k - 1];
	}
	/* stay is E (1 - p)^(k - 1). */
	probability[0] = crm_probability(probability[0]);
	for (int k = 1; k < n; k++)
	{
		probability[k] = crm_probability(probability[k] * stay);
		stay *= (c->b + (k - 1)) / (ab + (k - 1));
	}
}
