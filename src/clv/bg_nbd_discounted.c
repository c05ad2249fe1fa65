/*
 * Discounted purchases, by the mean over lambda and p of
 *   lambda / (lambda p + delta) (1 - e^(-(lambda p + delta) u)),
 * or, much faster where the horizon is of the order of the time observed, as
 * an integral over it.
 */
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "clv/bg_nbd_alive.h"
#include "clv/quadrature.h"

/* Terms of the series, the largest z, and how much it may cancel. */
#define MAX_TERMS 1500
#define MAX_Z 0.99
#define MAX_CANCELLATION 100

/* As many factors of e between both ends of the horizon leave the Gauss rule exact. */
#define MAX_SPAN 20
#define POINTS (2 * CRM_GAUSS_PAIRS)

/* The mean over both: nodes of each, at most, and the share of the weights where they end. */
#define ROOM 1024
#define CUT 1e-20

/*
 * Purchases come at v from now at the rate r / alpha times the mean of
 * (1 + p v / alpha)^-(r + 1), which is (1 - z)^a 2F1(a, A; a + b; z) with
 * z = v / (alpha + v) and A = a + b - r - 1. In y = -ln(1 - z) the integral is of
 *   r e^((1 - a) y - delta alpha (e^y - 1)) 2F1(a, A; a + b; 1 - e^-y),
 * which is smooth. False where the series or the rule would not be exact.
 */
static bool
over_horizon(const crm_bg_alive *c, double u, double delta, double *result)
{
	double		span = log1p(u / c->alpha),
				max_z = u / (c->alpha + u),
				ab = c->a + c->b,
				rest = ab - c->r - 1,
				coefficient = 1,
				last = 1,
				size = 1,
				z[POINTS],
				power[POINTS],
				series[POINTS],
				sum = 0;
	int			n;

	if (max_z > MAX_Z || delta * u > MAX_SPAN)
		return false;
	for (int i = 0; i < POINTS; i++)
	{
		double		node = i < CRM_GAUSS_PAIRS ? -crm_gauss_node[i] : crm_gauss_node[POINTS - 1 - i];

		z[i] = -expm1(-0.5 * span * (1 + node));
		power[i] = series[i] = 1;
	}
	for (n = 0; n < MAX_TERMS; n++)
	{
		double		ratio = (c->a + n) * (rest + n) / ((ab + n) * (n + 1));

		coefficient *= ratio;
		last *= ratio * max_z;
		size += fabs(last);
		for (int i = 0; i < POINTS; i++)
		{
			power[i] *= z[i];
			series[i] += coefficient * power[i];
		}
		if (fabs(last) <= 1e-17 * (1 - max_z) * size)
			break;
	}
	last = series[POINTS - 1];
	if (n == MAX_TERMS || !(size <= MAX_CANCELLATION * last) || fabs((1 - c->a) * span + log(last)) > MAX_SPAN)
		return false;
	for (int i = 0; i < POINTS; i++)
	{
		int			pair = i < CRM_GAUSS_PAIRS ? i : POINTS - 1 - i;
		double		growth = z[i] / (1 - z[i]);

		sum += crm_gauss_weight[pair] * exp((1 - c->a) * log1p(growth) - delta * c->alpha * growth) * series[i];
	}
	*result = c->r * 0.5 * span * sum;
	return true;
}

/* ln of the density of s = ln(lambda / mean), but for a constant. */
static double
log_rate(double s, const void *arg)
{
	const crm_bg_alive *c = arg;

	return c->r * (s - expm1(s));
}

typedef struct axis
{
	crm_hump	hump;
	int			n;
	int			zero;			/* the node that every coarser rule has too */
	double		value[ROOM];
	double		weight[ROOM];
} axis;

/* The mean over every stride-th node of both; the weights of these don't sum to 1. */
static double
mean(const axis *rate, const axis *dropout, int stride, double u, double delta)
{
	double		sum = 0,
				rate_weight = 0,
				dropout_weight = 0;

	for (int j = dropout->zero % stride; j < dropout->n; j += stride)
		dropout_weight += dropout->weight[j];
	for (int i = rate->zero % stride; i < rate->n; i += stride)
	{
		double		lambda = rate->value[i],
					inner = 0;

		rate_weight += rate->weight[i];
		if (isinf(u))
			for (int j = dropout->zero % stride; j < dropout->n; j += stride)
				inner += dropout->weight[j] / (lambda * dropout->value[j] + delta);
		else
			for (int j = dropout->zero % stride; j < dropout->n; j += stride)
			{
				double		decay = lambda * dropout->value[j] + delta;

				inner += dropout->weight[j] * (-expm1(-decay * u) / decay);
			}
		sum += rate->weight[i] * lambda * inner;
	}
	return sum / rate_weight / dropout_weight;
}

/*
 * Of the rule with twice the step every second node is at hand, and so on: no
 * value is taken without two coarser ones that tell its error.
 */
static double
over_both(const crm_bg_alive *c, double u, double delta)
{
	axis		rate,
				dropout;
	/* What is averaged bends where lambda is 1 / soon and from where p is 1 / bend. */
	double		soon = fmin(u, 1 / delta),
				bend = (c->r + 3) / c->alpha * soon,
				fine = 0;

	rate.hump = crm_find_hump(log_rate, c, 0, fmin(1, 1 / sqrt(c->r)));
	crm_bends_at(&rate.hump, -log(c->r / c->alpha * soon), log1p(40 / c->r));
	dropout.hump = crm_bg_alive_hump(c, bend);
	for (double step = 0.25;; step /= 2)
	{
		double		coarse;

		rate.n = crm_nodes(log_rate, c, &rate.hump, step, CUT, rate.value, rate.weight, ROOM, &rate.zero);
		dropout.n = crm_nodes(crm_bg_alive_kernel, c, &dropout.hump, step, CUT / (1 + bend),
							  dropout.value, dropout.weight, ROOM, &dropout.zero);
		if (rate.n < 0 || dropout.n < 0)
			return fine;
		for (int i = 0; i < rate.n; i++)
			rate.value[i] = c->r / c->alpha * exp(rate.value[i]);
		for (int j = 0; j < dropout.n; j++)
			dropout.value[j] = crm_bg_alive_p(c, dropout.value[j]);
		fine = mean(&rate, &dropout, 1, u, delta);
		coarse = mean(&rate, &dropout, 2, u, delta);
		if (crm_settled(fine, coarse - fine, mean(&rate, &dropout, 4, u, delta) - coarse))
			return fine;
	}
}

double
crm_bg_alive_discounted(const crm_bg_alive *c, double u, double delta)
{
	double		result;

	if (u == 0)
		return 0;
	if (delta == 0)
		return crm_bg_alive_purchases(c, u);
	if (over_horizon(c, u, delta, &result))
		return result;
	return fmin(over_both(c, u, delta), fmin(c->r / c->alpha * fmin(u, 1 / delta), DBL_MAX));
}
