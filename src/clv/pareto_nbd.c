/*
 * Pareto/NBD (Schmittlein, Morrison, Colombo 1987): purchases are a Poisson
 * process with a rate lambda ~ gamma(r, alpha), which ends after an exponential
 * time with a rate mu ~ gamma(s, beta).
 *
 * Given that the customer is alive at T the two are independent again, lambda
 * ~ gamma(r + x, alpha + T) and mu ~ gamma(s, beta + T).
 */
#include <math.h>

#include "clv/hyp2f1.h"
#include "clv/process.h"
#include "clv/quadrature.h"
#include "clv/special.h"
#include "core/tick.h"

/* What one panel of the discounting integral may span: in the exponent, and in ln time. */
#define PANEL_EXPONENT 20.0
#define PANEL_LOG 3.5

/* The step in the distribution's quadrature: see hyp2f1.c. */
#define STEP 0.6
#define SMOOTH 6.0

/* e^(-600) is far from underflow; a term that waits to become larger is kept below 10^20. */
#define TINY_LOG (-600.0)
#define WAITING 1e20

/* Terms below the exponential of the first are 0 in a double; terms below the other part of a sum don't count. */
#define NOTHING_LOG (-800.0)
#define NEGLIGIBLE 1e-21

/* The parameters of lambda and of mu, given that the customer is alive at T. */
typedef struct rates
{
	double		a,
				alpha,
				s,
				beta;
} rates;

static rates
alive_at(const double *p, double x, double T)
{
	return (rates) {p[0] + x, p[1] + T, p[2], p[3] + T};
}

/*
 * The likelihood is that of ending after the last purchase and before the next
 * would have come, or of being alive at T and purchasing again before the end.
 * These are the logarithms of what is left of both: of the first race from t_x
 * on, of the second from T on.
 */
static double
log_ends_first(const rates *last)
{
	return log(crm_race(last->a, last->s, last->beta / last->alpha));
}

static double
log_purchases_first(const rates *now)
{
	return log(crm_race(now->s, now->a, now->alpha / now->beta));
}

/* ln of (alpha / (alpha + t))^r (alpha + t)^-x (beta / (beta + t))^s. */
static double
log_until(const double *p, double x, double t)
{
	return -p[0] * log1p(t / p[1]) - x * log(p[1] + t) - p[2] * log1p(t / p[3]);
}

static double
log_likelihood(const double *p, double x, double t_x, double T)
{
	rates		last = alive_at(p, x, t_x),
				now = alive_at(p, x, T);
	double		purchases = crm_log_rising(p[0], x);

	if (t_x == T)
		return purchases + log_until(p, x, T);
	return purchases + crm_log_add(log_until(p, x, t_x) + log_ends_first(&last),
								   log_until(p, x, T) + log_purchases_first(&now));
}

static double
p_alive(const double *p, double x, double t_x, double T)
{
	rates		last = alive_at(p, x, t_x),
				now = alive_at(p, x, T);
	double		gap = T - t_x,
				against = last.a * log1p(gap / last.alpha) + last.s * log1p(gap / last.beta);

	if (gap == 0)
		return 1;
	return exp(-fmax(0, crm_log_add(log_purchases_first(&now), log_ends_first(&last) + against)));
}

static double
survival(const double *p, double x, double T, double u)
{
	(void) x;
	return exp(-p[2] * log1p(u / (p[3] + T)));
}

/* a beta / alpha times the integral of (1 + v)^-s over v from 0 to u / beta, which is regular at s = 1. */
static double
purchases(const double *p, double x, double T, double u)
{
	rates		g = alive_at(p, x, T);
	double		length = log1p(u / g.beta),
				power = g.s - 1;

	return g.a / g.alpha * g.beta * (power == 0 ? length : -expm1(-power * length) / power);
}

/* ln of the integrand of the next; the slower expm1 only where it makes a difference. */
static double
log_value(double rate, double power, double w)
{
	return -rate * (rate < 1 ? exp(w) - 1 : expm1(w)) - power * w;
}

/*
 * The same with e^(-delta beta v) under the integral, in w = ln(1 + v), where
 * it is an entire function: Gauss's rule on panels. They are short enough for
 * full precision, and the last is where the rest is too little to count.
 */
static double
discounted(const double *p, double x, double T, double u, double delta)
{
	rates		g = alive_at(p, x, T);
	double		rate = fmax(delta * g.beta, 1e-300),
				power = g.s - 1,
				end = log1p(u / g.beta),
				begin = 0,
				sum = 0;

	if (delta == 0)
		return purchases(p, x, T, u);
	while (begin < end)
	{
		double		steepness = rate * exp(begin),
					length = fmin(fmin(PANEL_LOG, log1p(PANEL_EXPONENT / steepness)), PANEL_EXPONENT / fabs(power)),
					half = 0.5 * fmin(length, end - begin),
					middle = begin + half,
					panel = 0;

		for (int i = 0; i < CRM_GAUSS_PAIRS; i++)
		{
			double		low = middle - half * crm_gauss_node[i],
						high = middle + half * crm_gauss_node[i];

			panel += crm_gauss_weight[i] * (exp(log_value(rate, power, low)) + exp(log_value(rate, power, high)));
		}
		panel *= half;
		sum += panel;
		begin += length;
		/* What follows falls at least as fast as e^(-fall w). */
		if (panel < 1e-3 * sum)
		{
			double		fall = rate * exp(begin) + power;

			if (fall > 0 && exp(log_value(rate, power, begin)) < 1e-17 * fall * sum)
				break;
		}
	}
	return g.a / g.alpha * g.beta * sum;
}

/*
 * Adds weight times P(k purchases while alive for t), which are those of a
 * negative binomial distribution, for k = 0 .. n - 1. Calls come with ever
 * smaller t, so that where a term does not count, neither do those behind it:
 * they fall faster than those which are there.
 */
static void
add_counts(const rates *g, double t, double weight, double *probability, int n)
{
	double		share = t / (g->alpha + t),
				factor = -g->a * log1p(t / g->alpha),	/* of term, as a logarithm */
				term = weight;
	int			k = 0;

	/* All of the terms rise, and the last is nothing. */
	if (share * (g->a + (n - 1)) > n &&
		factor + crm_log_rising(g->a, n - 1) - crm_log_gamma(n) + (n - 1) * log(share) < NOTHING_LOG)
		return;
	for (; k < n && factor < TINY_LOG; k++)
	{
		term *= (g->a + k) / (k + 1) * share;
		if (term > WAITING)
		{
			term /= WAITING;
			factor += log(WAITING);
		}
	}
	term *= exp(factor);
	for (; k < n && term > NEGLIGIBLE * probability[k]; k++)
	{
		probability[k] += term;
		term *= (g->a + k) / (k + 1) * share;
	}
}

/*
 * Whoever stays alive purchases for all of u, the others until they end at t,
 * with density s / beta (1 + t / beta)^-(s + 1): one trapezoidal rule for all k
 * in w = ln(u / t - 1). Between left and right lie all the places where some
 * integrand bends; beyond them all of them are exponential and the steps grow.
 */
static void
distribution(const double *p, double x, double T, double u, double *probability, int n)
{
	rates		g = alive_at(p, x, T);
	double		narrow = n / (n + g.a + g.s) * (g.a + g.s),
				step = STEP / sqrt(narrow + SMOOTH),
				left = -1 - log1p(n),
				right = 1 + log1p(u * ((g.s + 1) / g.beta + (g.a + n) / g.alpha));

	for (int k = 0; k < n; k++)
		probability[k] = 0;
	add_counts(&g, u, survival(p, x, T, u), probability, n);
	if (u == 0)
		return;
	for (double v = step * floor((left - 4) / step); v < right + 4; v += step)
	{
		double		to_right = exp(v - right),
					to_left = exp(left - v),
					w = v + to_right - to_left,
					t = u / (1 + exp(w)),
					slope = 1 + to_right + to_left,
					density = g.s / g.beta * exp(-(g.s + 1) * log1p(t / g.beta));

		add_counts(&g, t, step * slope * density * t / (1 + exp(-w)), probability, n);
		crm_tick();
	}
	for (int k = 0; k < n; k++)
		probability[k] = crm_probability(probability[k]);
}

const crm_process crm_pareto_nbd = {
	.log_likelihood = log_likelihood,
	.p_alive = p_alive,
	.survival = survival,
	.purchases = purchases,
	.discounted = discounted,
	.distribution = distribution
};
