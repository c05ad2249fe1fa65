/*
 * The beta-geometric/beta-Bernoulli model (Fader, Hardie and Shang 2010), of
 * purchases that can happen at certain opportunities only. Before each
 * opportunity a customer dies with probability theta ~ Beta(gamma, delta);
 * while alive he buys at it with probability p ~ Beta(alpha, beta).
 *
 * T, t_x and u are whole numbers of opportunities and x <= t_x. Alive at T is
 * who lived through the T-th opportunity: certain where t_x = T. The paper's
 * P(alive at n + 1), which packages print, comes after one more chance to die:
 * p_alive(x, t_x, n) * survival(x, n, 1).
 *
 * The first opportunity after T counts e^-delta already, as in the paper's
 * DERT, which is p_alive * discounted at e^-delta = 1 / (1 + d), u infinite.
 *
 * How long someone lives who is alive at T is the shifted beta-geometric model
 * with gamma, delta + T; how often he buys then is beta-binomial with
 * alpha + x, beta + T - x.
 */
#include "clv/process.h"

#include <math.h>

#include "clv/sbg.h"
#include "clv/special.h"
#include "core/tick.h"

#define TICK_STEPS 65536

/* Binary exponent by which a sum and its terms are scaled down when they grow. */
#define SCALE 512
#define SCALE_AT 0x1p512

/* A term that small adds nothing to a sum above the other, and never will. */
#define LOST 1e-290
#define FOUND 1e-250

static inline void
tick(unsigned *steps)
{
	if (++*steps % TICK_STEPS == 0)
		crm_tick();
}

/*
 * Given that the customer was alive at t_x: P(no purchase until T), and in
 * *alive its part for those who live. One step back from T at a time, a sum of
 * positive terms: either death comes before the next opportunity or no purchase
 * at it and then silence.
 */
static double
silence(const double *p, double x, double t_x, double T, double *alive)
{
	double		sum = 1;
	unsigned	steps = 0;

	*alive = 1;
	for (double t = T - 1; t >= t_x; t--)
	{
		double		lives = (p[3] + t) / (p[2] + p[3] + t),
					passes = (p[1] + (t - x)) / (p[0] + p[1] + t);

		tick(&steps);
		sum = p[2] / (p[2] + p[3] + t) + lives * passes * sum;
		*alive *= lives * passes;
	}
	return sum;
}

static double
log_likelihood(const double *p, double x, double t_x, double T)
{
	double		alive;

	return crm_log_rising(p[0], x) + crm_log_rising(p[1], t_x - x) - crm_log_rising(p[0] + p[1], t_x) +
		crm_log_rising(p[3], t_x) - crm_log_rising(p[2] + p[3], t_x) + log(silence(p, x, t_x, T, &alive));
}

static double
p_alive(const double *p, double x, double t_x, double T)
{
	double		alive,
				any = silence(p, x, t_x, T, &alive);

	return alive / any;
}

static double
survival(const double *p, double x, double T, double u)
{
	(void) x;
	return crm_sbg_survival((double[]) {p[2], p[3] + T}, u);
}

static double
discounted(const double *p, double x, double T, double u, double delta)
{
	return (p[0] + x) / (p[0] + p[1] + T) * crm_sbg_renewals((double[]) {p[2], p[3] + T}, u, delta);
}

static double
purchases(const double *p, double x, double T, double u)
{
	return discounted(p, x, T, u, 0);
}

/*
 * P(k purchases) is a sum over the number j of opportunities lived through,
 * from k to u, of P(j) times a beta-binomial probability of k out of j. Terms
 * that would underflow at j = k and grow later have a binary exponent of their
 * own.
 */
static void
distribution(const double *p, double x, double T, double u, double *probability, int n)
{
	double		a = p[0] + x,
				b = p[1] + (T - x),
				c = p[2],
				d = p[3] + T,
				start = 1;		/* P(alive and bought at each of k opportunities), */
	int			start_exponent = 0;	/* over 2 to this power */
	unsigned	steps = 0;

	for (int k = 0; k < n; k++)
	{
		double		term = start,
					sum = 0,
					many = k;
		int			exponent = start_exponent;

		if (many > u)
		{
			probability[k] = 0;
			continue;
		}
		for (double j = many; j < u; j++)
		{
			double		all = c + d + j;

			tick(&steps);
			if (term < LOST && sum > FOUND)
				break;
			sum += term * (c / all);
			term *= (d + j) / all * ((j + 1) * (b + (j - many)) / ((j + 1 - many) * (a + b + j)));
			if (term > SCALE_AT)
			{
				term = ldexp(term, -SCALE);
				sum = ldexp(sum, -SCALE);
				exponent += SCALE;
			}
		}
		probability[k] = crm_probability(ldexp(sum + term, exponent));

		start *= (d + many) / (c + d + many) * ((a + many) / (a + b + many));
		start = frexp(start, &exponent);
		start_exponent += exponent;
	}
}

const crm_process crm_bg_bb = {log_likelihood, p_alive, survival, purchases, discounted, distribution};
