#include "clv/sbg.h"

#include <math.h>

#include "clv/hyp2f1.h"
#include "clv/likelihood.h"
#include "clv/process.h"
#include "core/tick.h"

#define TICK_PERIODS 65536

/* From here on three terms of Stirling's series are exact. */
#define LARGE 64.0

/* Up to so many terms a sum is added up, longer ones are an integral. */
#define FEW_TERMS 4096

/* Below this share of the sum its remaining terms are left out. */
#define NOTHING 1e-19
#define LOG_NOTHING 44.0		/* minus its logarithm */

/* The widest step of the trapezoidal rule, whose error is e^(-pi^2 / step). */
#define STEP 0.27

static double
stirling_rest(double x)
{
	double		y = 1 / (x * x);

	return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260))) / x;
}

/* B(a, b + t) / B(a, b), b not below LARGE: Stirling's formula, large terms subtracted first. */
static double
beta_ratio(double a, double b, double t)
{
	return exp((b - 0.5) * log1p(t / b * (a / (a + b + t))) - t * log1p(a / (b + t)) - a * log1p(t / (a + b)) +
			   stirling_rest(b + t) - stirling_rest(b) + stirling_rest(a + b) - stirling_rest(a + b + t));
}

double
crm_sbg_survival(const double *p, double t)
{
	double		b = p[1],
				share = 1;

	for (; t > 0 && b < LARGE; t--, b++)
		share *= b / (p[0] + b);
	return t > 0 ? crm_probability(share * beta_ratio(p[0], b, t)) : share;
}

double
crm_sbg_retention(const double *p, double t)
{
	double		b = p[1] + (t - 1);

	return b / (p[0] + b);
}

static double
short_sum(const double *p, double n, double delta)
{
	double		rate = exp(-delta),
				term = 1,
				sum = 0;

	for (double k = 0; k < n; k++)
	{
		term *= rate * (p[1] + k) / (p[0] + p[1] + k);
		sum += term;
		if (term * (n - k) < NOTHING * sum)
			break;
	}
	return sum;
}

/*
 * Over customers who make the first renewal, whose chance to leave is
 * theta ~ Beta(a, b), b = beta + 1, the mean of the geometric sum
 * (1 - r^n) / (1 - r), r = e^-delta (1 - theta). The trapezoidal rule over the
 * logit of theta converges exponentially. Logits are measured from that of the
 * mode and weights are densities over the density there; all are positive.
 */
typedef struct crm_leavers
{
	double		a;
	double		b;
	double		n;
	double		rate;			/* e^-delta */
	double		loss;			/* 1 - e^-delta */
	double		weights;
	double		sum;
} crm_leavers;

typedef struct crm_leaver
{
	double		theta;
	double		weight;
	double		value;			/* weight times the geometric sum */
} crm_leaver;

static crm_leaver
add_leaver(crm_leavers *l, double s)
{
	double		theta = 1 / (1 + l->b / l->a * exp(-s)),
				gone = fmin(l->loss + l->rate * theta, 1),
				weight = exp(l->a * s - (l->a + l->b) * log1p(l->a / (l->a + l->b) * expm1(s))),
				value = weight * (gone > 0 ? -expm1(l->n * log1p(-gone)) / gone : l->n);

	l->weights += weight;
	l->sum += value;
	return (crm_leaver) {theta, weight, value};
}

static double
long_sum(const double *p, double n, double delta)
{
	crm_leavers l = {.a = p[0], .b = p[1] + 1, .n = n, .rate = exp(-delta), .loss = -expm1(-delta)};
	double		step = fmin(STEP, 0.5 * sqrt(1 / l.a + 1 / l.b)),
				terms = fmin(n, 1 / l.loss);
	crm_leaver	last;
	double		s;

	for (s = 0; last = add_leaver(&l, s), last.weight >= NOTHING * l.weights;)
		s += step;
	for (s = -step; last = add_leaver(&l, s), last.weight * terms >= NOTHING * l.sum * -expm1(-l.a * step);)
	{
		/* For smaller theta weights are a geometric series and sums are all the same. */
		if (last.theta * (terms + l.a + l.b) < NOTHING)
		{
			l.weights += last.weight / expm1(l.a * step);
			l.sum += last.value / expm1(l.a * step);
			break;
		}
		s -= step;
	}
	return l.rate * crm_sbg_retention(p, 1) * (l.sum / l.weights);
}

double
crm_sbg_renewals(const double *p, double n, double delta)
{
	double		count = delta > 0 ? fmin(n, ceil(LOG_NOTHING / delta)) : n;

	if (isinf(n))
		return crm_race(p[0], p[1], -1 / expm1(-delta)) / expm1(delta);
	return count <= FEW_TERMS ? short_sum(p, count, delta) : long_sum(p, n, delta);
}

bool
crm_sbg_residual_lifetime(const double *p, double renewals, double discount, double *lifetime)
{
	double		now[2] = {p[0], p[1] + renewals};

	if (discount > 0)
		*lifetime = (1 + discount) * crm_sbg_renewals(now, INFINITY, log1p(discount));
	else if (p[0] > 1)
		*lifetime = now[1] / (p[0] - 1);
	else
		return false;
	return true;
}

double
crm_sbg_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	const crm_contract_data *cohort = data;
	double		alpha = exp(log_p[0]),
				beta = exp(log_p[1]),
				sum = 0,
				slope[2] = {0, 0};

	(void) scratch;
	for (size_t i = 1; i < cohort->n; i++)
	{
		double		b = beta + (double) (i - 1),
					stayed = cohort->survivors[i],
					left = cohort->survivors[i - 1] - stayed,
					excess = left * (b / (alpha + b)) - stayed * (alpha / (alpha + b));

		if (i % TICK_PERIODS == 0)
			crm_tick();
		sum -= stayed * log1p(alpha / b) + left * log1p(b / alpha);
		slope[0] += excess;
		slope[1] -= beta / b * excess;
	}
	if (gradient != NULL)
	{
		gradient[0] = slope[0];
		gradient[1] = slope[1];
	}
	return sum;
}
