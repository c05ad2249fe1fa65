/*
 * The log likelihoods of BG/NBD and MBG/NBD over a base. With c = 0 chances to
 * leave before the first repeat purchase (1 in MBG/NBD), that of (x, t_x, T) is
 *
 *		ln (r)_x + r ln alpha - (r + x) ln(alpha + T)
 *		+ ln (b)_(x+c) - ln (a + b)_(x+c) + ln(1 + e^D),
 *
 *		D = ln a - ln(b + x + c - 1) + (r + x) [ln(alpha + T) - ln(alpha + t_x)],
 *
 * without the last term where x + c = 0. What depends on x and on times comes
 * from tables, so that a row costs one exponential and one logarithm.
 */
#include "clv/likelihood.h"

#include <math.h>

#include "clv/special.h"
#include "core/tick.h"

#define TICK_ROWS 65536

/* For each x: the terms that are its alone, D's part, and derivatives by r, a and b. */
typedef struct crm_x_terms
{
	double		value;
	double		log_odds;
	double		by_r;
	double		by_a;
	double		by_b;
	double		odds_by_b;
} crm_x_terms;

typedef struct crm_time_terms
{
	double		log;			/* ln(alpha + t) */
	double		inverse;
} crm_time_terms;

size_t
crm_bg_nbd_scratch(const crm_purchase_data *data)
{
	return (data->n_x * sizeof(crm_x_terms) + data->n_time * sizeof(crm_time_terms)) / sizeof(double);
}

static double
likelihood(const crm_purchase_data *data, const double *log_p, double *gradient, double *scratch, int early)
{
	crm_x_terms *xs = (crm_x_terms *) scratch;
	crm_time_terms *times = (crm_time_terms *) (xs + data->n_x);
	double		r = exp(log_p[0]),
				alpha = exp(log_p[1]),
				a = exp(log_p[2]),
				b = exp(log_p[3]),
				sum = 0,
				by_r = 0,
				by_alpha = 0,
				by_a = 0,
				by_b = 0;

	for (size_t i = 0; i < data->n_x; i++)
	{
		double		x = data->x[i],
					chances = x + early,
					both = crm_digamma_rising(a + b, chances);

		xs[i].value = crm_log_rising(r, x) + r * log_p[1] +
			crm_log_rising(b, chances) - crm_log_rising(a + b, chances);
		xs[i].log_odds = chances > 0 ? log_p[2] - log(b + (chances - 1)) : -INFINITY;
		xs[i].by_r = crm_digamma_rising(r, x) + log_p[1];
		xs[i].by_a = -both;
		xs[i].by_b = crm_digamma_rising(b, chances) - both;
		xs[i].odds_by_b = chances > 0 ? -1 / (b + (chances - 1)) : 0;
	}
	for (size_t i = 0; i < data->n_time; i++)
	{
		times[i].log = log(alpha + data->time[i]);
		times[i].inverse = 1 / (alpha + data->time[i]);
	}

	for (size_t i = 0; i < data->n; i++)
	{
		const crm_x_terms *t = &xs[data->pair_x[data->late[i]]];
		const crm_time_terms *then = &times[data->pair_time[data->early[i]]];
		const crm_time_terms *now = &times[data->pair_time[data->late[i]]];
		double		shape = r + data->x[data->pair_x[data->late[i]]],
					log_odds = t->log_odds + shape * (now->log - then->log),
					small = exp(-fabs(log_odds)),
					left = (log_odds > 0 ? 1 : small) / (1 + small);	/* P(not alive) */

		if (i % TICK_ROWS == 0)
			crm_tick();
		sum += data->customers[i] * (t->value - shape * now->log + fmax(log_odds, 0) + log1p(small));
		by_r += data->customers[i] * (t->by_r - now->log + left * (now->log - then->log));
		by_alpha -= data->customers[i] * shape * (now->inverse + left * (then->inverse - now->inverse));
		by_a += data->customers[i] * (t->by_a + left / a);
		by_b += data->customers[i] * (t->by_b + left * t->odds_by_b);
	}
	if (gradient != NULL)
	{
		gradient[0] = by_r * r;
		/* The derivative of r ln alpha, a term of all customers, is r. */
		gradient[1] = by_alpha * alpha;
		for (size_t i = 0; i < data->n; i++)
			gradient[1] += data->customers[i] * r;
		gradient[2] = by_a * a;
		gradient[3] = by_b * b;
	}
	return sum;
}

double
crm_bg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	return likelihood(data, log_p, gradient, scratch, 0);
}

double
crm_mbg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	return likelihood(data, log_p, gradient, scratch, 1);
}
