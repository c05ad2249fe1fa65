#include "clv/bg_nbd_alive.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "clv/quadrature.h"

/* A series that needs more terms, or cancels more than this, leaves the field to quadrature. */
#define MAX_TERMS 500
#define MAX_Z 0.97
#define MAX_CANCELLATION 30

/* alpha is tiny and u huge beyond this; no answer changes any more in a double. */
#define MAX_GROWTH 1e300

typedef struct integrand
{
	crm_bg_alive c;				/* first: the kernel reads it */
	double		tau;			/* u / alpha */
} integrand;

/* u as a multiple of alpha. */
static double
growth(const crm_bg_alive *c, double u)
{
	return fmin(u / c->alpha, MAX_GROWTH);
}

/*
 * Around the mean the logarithms that cancel are taken of 1 + something small;
 * from the side of the smaller of p and 1 - p, which is the exact one.
 */
double
crm_bg_alive_kernel(double s, const void *arg)
{
	const crm_bg_alive *c = arg;
	bool		low = c->a <= c->b;
	double		near = low ? c->a : c->b,
				far = low ? c->b : c->a,
				sum = near + far,
				d = low ? s : -s,
				y = near / sum * expm1(d);

	if (y > 1e17)
		return -far * d - sum * log(near / sum);
	return near * d - sum * log1p(y);
}

double
crm_bg_alive_p(const crm_bg_alive *c, double s)
{
	double		sum = c->a + c->b;

	if (c->a <= c->b)
	{
		double		y = c->a / sum * expm1(s);

		return y > 1e17 ? 1 : c->a / sum * exp(s) / (1 + y);
	}
	return c->a / sum / (1 + c->b / sum * expm1(-s));
}

crm_hump
crm_bg_alive_hump(const crm_bg_alive *c, double bend)
{
	crm_hump	hump = crm_find_hump(crm_bg_alive_kernel, c, 0, fmin(1, sqrt(1 / c->a + 1 / c->b)));
	double		middle = log(c->b / c->a);

	crm_bends_at(&hump, middle - log1p(bend), middle);
	return hump;
}

/* ln of the density of p times (1 + p tau)^-r, which is the mean of e^(-lambda p u). */
static double
survivors(double s, const void *arg)
{
	const integrand *i = arg;

	return crm_bg_alive_kernel(s, arg) - i->c.r * log1p(crm_bg_alive_p(&i->c, s) * i->tau);
}

/*
 * The mean of (1 + p tau)^-r is (1 - z)^a 2F1(a, A; a + b; z) with
 * z = tau / (1 + tau) and A = a + b - r.
 */
double
crm_bg_alive_survival(const crm_bg_alive *c, double u)
{
	const integrand i = {*c, growth(c, u)};
	double		z = i.tau / (1 + i.tau),
				ab = c->a + c->b,
				term = 1,
				sum = 1,
				size = 1;
	crm_hump	density,
				product;

	if (u == 0)
		return 1;
	for (int n = 0; n < MAX_TERMS && z < MAX_Z; n++)
	{
		term *= (c->a + n) * (ab - c->r + n) * z / ((ab + n) * (n + 1));
		sum += term;
		size += fabs(term);
		if (fabs(term) <= 1e-17 * (1 - z) * sum)
		{
			if (size <= fmin(MAX_CANCELLATION * sum, DBL_MAX))
				return fmin(1, exp(log(sum) - c->a * log1p(i.tau)));
			break;
		}
	}
	density = crm_bg_alive_hump(c, 0);
	product = crm_find_hump(survivors, &i, 0, 1);
	crm_bends_at(&product, log(c->b / c->a) - log1p((1 + c->r) * i.tau), log(c->b / c->a));
	return fmin(1, exp(crm_log_integral(survivors, &i, &product) -
					   crm_log_integral(crm_bg_alive_kernel, &i, &density)));
}

/* The expected purchases, given p: (1 - (1 + p tau)^-r) / p. */
static double
purchases_at(double s, const void *arg)
{
	const integrand *i = arg;
	double		p = crm_bg_alive_p(&i->c, s);

	if (p * i->tau * (1 + i->c.r) < 1e-17)
		return i->c.r * i->tau;
	return -expm1(-i->c.r * log1p(p * i->tau)) / p;
}

/*
 * Where nobody is likely to drop out, the other series cancels and this one is
 * over soon: of the moments of p, alternating, so that what is left out is less
 * than the last term, whether or not it would converge in the end. False where
 * terms don't fall fast.
 */
static bool
purchases_by_moments(const integrand *i, double *result)
{
	const crm_bg_alive *c = &i->c;
	double		term = c->r * i->tau;

	*result = term;
	for (int k = 0; fabs(term) > 1e-17 * *result; k++)
	{
		double		ratio = (c->r + (k + 1)) / (k + 2) * i->tau * ((c->a + k) / (c->a + c->b + k));

		if (!(ratio < 0.5))
			return false;
		term *= -ratio;
		*result += term;
	}
	return isfinite(*result);
}

/*
 * With z = tau / (1 + tau) and A = a + b - r Euler's transformation makes of
 * the published form
 *   (a + b - 1) (1 - (1 - z)^(a - 1)) / (a - 1) - (1 - z)^(a - 1) S,
 *   S = sum_(n >= 1) (A - 1)_n / n! (a)_(n - 1) / (a + b)_(n - 1) z^n
 * (rising factorials), which is regular where a = 1 and where a + b = 1.
 */
double
crm_bg_alive_purchases(const crm_bg_alive *c, double u)
{
	const integrand i = {*c, growth(c, u)};
	double		z = i.tau / (1 + i.tau),
				log_growth = log1p(i.tau),
				ab = c->a + c->b,
				e = c->a - 1,
				first = (ab - 1) * (e == 0 ? log_growth : -expm1(-e * log_growth) / e),
				term = (ab - c->r - 1) * z,
				sum = term,
				size = fabs(term),
				without_dropout = fmin(c->r * i.tau, DBL_MAX),
				result;
	crm_hump	hump;

	if (u == 0)
		return 0;
	if (purchases_by_moments(&i, &result))
		return fmin(result, without_dropout);
	for (int n = 1; n < MAX_TERMS && z < MAX_Z; n++)
	{
		term *= (c->a + (n - 1)) * (ab - c->r + (n - 1)) * z / ((ab + (n - 1)) * (n + 1));
		sum += term;
		size += fabs(term);
		if (fabs(term) <= 1e-17 * (1 - z) * size)
		{
			double		factor = exp(-e * log_growth);

			result = first - factor * sum;
			if (fabs(first) + factor * size <= fmin(MAX_CANCELLATION * result, DBL_MAX))
				return fmin(result, without_dropout);
			break;
		}
	}
	hump = crm_bg_alive_hump(c, (1 + c->r) * i.tau);
	return fmin(crm_mean(crm_bg_alive_kernel, purchases_at, &i, &hump), without_dropout);
}
