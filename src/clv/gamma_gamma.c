#include "clv/gamma_gamma.h"

#include "clv/likelihood.h"
#include "clv/special.h"
#include "core/tick.h"

#define TICK_ROWS 16384

/* From here on the asymptotic series of digamma is exact. */
#define ASYMPTOTIC 12.0

/* ln x - 1 / (2x) - digamma(x) (DLMF 5.11.2). */
static double
digamma_rest(double x)
{
	double		y = 1 / (x * x);

	return y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 -
		y * (1.0 / 132 - y * (691.0 / 32760 - y * (1.0 / 12)))))));
}

/* digamma(a + b) - digamma(a), b any number above 0, without cancellation where one is much larger. */
static double
digamma_step(double a, double b)
{
	double		sum = 0;

	for (; a < ASYMPTOTIC; a++)
		sum += b / (a * (a + b));
	return sum + log1p(b / a) + 0.5 * (b / a) / (a + b) + digamma_rest(a) - digamma_rest(a + b);
}

/*
 * With u = x mean, the sum of x purchases, the density's powers are
 * (1 + gamma / u)^-px (1 + u / gamma)^-q / mean. The logarithms of both
 * factors come from one log1p, each as a sum of terms of one sign; both are
 * positive. share is u / (gamma + u), rest is gamma / (gamma + u).
 */
typedef struct crm_spread
{
	double		per_p;			/* ln(1 + gamma / u) */
	double		per_q;			/* ln(1 + u / gamma) */
	double		share;
	double		rest;
} crm_spread;

static inline crm_spread
spread(double u, double log_u, double gamma, double log_gamma)
{
	bool		above = u > gamma;
	double		ratio = above ? gamma / u : u / gamma,
				near = log1p(ratio),
				far = near + fabs(log_u - log_gamma),
				large = 1 / (1 + ratio),
				small = ratio * large;

	return above ? (crm_spread) {near, far, large, small} : (crm_spread) {far, near, small, large};
}

double
crm_gamma_gamma_log_likelihood(const double *parameter, double x, double mean)
{
	double		px = parameter[0] * x,
				q = parameter[1],
				u = x * mean;
	crm_spread	s = spread(u, log(u), parameter[2], log(parameter[2]));

	return -crm_log_beta(px, q) - px * s.per_p - q * s.per_q - log(mean);
}

bool
crm_gamma_gamma_spend(const double *parameter, double x, double mean, double *spend)
{
	double		p = parameter[0],
				excess = fma(p, x, parameter[1] - 1);

	if (excess <= 0)
		return false;
	*spend = p * x / excess * mean + p / excess * parameter[2];
	return isfinite(*spend);
}

size_t
crm_gamma_gamma_scratch(const crm_spend_data *data)
{
	(void) data;
	return 0;
}

/* Rows of the same x are neighbours: what only depends on x, p and q is added once for them all. */
double
crm_gamma_gamma_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	const crm_spend_data *d = data;
	double		p = exp(log_p[0]),
				q = exp(log_p[1]),
				gamma = exp(log_p[2]),
				sum = 0,
				slope[3] = {0, 0, 0};

	(void) scratch;
	for (size_t begin = 0, end; begin < d->n; begin = end)
	{
		double		x = d->x[d->x_place[begin]],
					log_x = log(x),
					px = p * x,
					customers = 0,
					log_mean = 0,
					per_p = 0,
					per_q = 0,
					share = 0,
					rest = 0;

		for (end = begin; end < d->n && d->x_place[end] == d->x_place[begin]; end++)
		{
			double		count = d->customers[end];
			crm_spread	s = spread(x * d->mean[end], log_x + d->log_mean[end], gamma, log_p[2]);

			if (end % TICK_ROWS == 0)
				crm_tick();
			customers += count;
			log_mean += count * d->log_mean[end];
			per_p += count * s.per_p;
			per_q += count * s.per_q;
			share += count * s.share;
			rest += count * s.rest;
		}
		sum -= customers * crm_log_beta(px, q) + px * per_p + q * per_q + log_mean;
		slope[0] += px * (customers * digamma_step(px, q) - per_p);
		slope[1] += q * (customers * digamma_step(q, px) - per_q);
		slope[2] += q * share - px * rest;
	}
	if (gradient != NULL)
		for (int i = 0; i < 3; i++)
			gradient[i] = slope[i];
	return sum;
}
