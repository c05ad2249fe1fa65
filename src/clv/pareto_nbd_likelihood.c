/*
 * The likelihood of a customer is the sum of two positive terms, as in
 * pareto_nbd.c: ending after t_x before the next purchase would have come, and
 * purchasing again, sooner or later, after T. At its time t each is
 *
 *		(r)_x alpha^r beta^s (alpha + t)^-(r + x) (beta + t)^-s
 *
 * times the probability of one outcome of a race. Thus all that is costly
 * depends on a pair of x and a time.
 */
#include <math.h>

#include "clv/hyp2f1.h"
#include "clv/likelihood.h"
#include "clv/special.h"
#include "core/tick.h"

typedef struct pair
{
	double		early;			/* ln of the term where this is (x, t_x) */
	double		late;			/* and where it is (x, T) */
	double		early_weight;	/* the shares of these terms in the likelihoods of all rows */
	double		late_weight;
	crm_race_result race;		/* the second is the end */
} pair;

/* ln(alpha + t) and its like, of one time. */
typedef struct moment
{
	double		log_alpha;
	double		grow_alpha;		/* ln((alpha + t) / alpha) */
	double		grow_beta;
} moment;

#define DOUBLES(type) (sizeof(type) / sizeof(double))

size_t
crm_pareto_nbd_scratch(const crm_purchase_data *data)
{
	return data->n_pairs * DOUBLES(pair) + data->n_time * DOUBLES(moment);
}

/* The terms of every pair; the nodes of the races are shared by those of one x. */
static void
fill_pairs(const crm_purchase_data *data, const double p[4], const moment *moments, pair *pairs)
{
	double		first = data->time[0],
				last = data->time[data->n_time - 1],
				low = (p[3] + first) / (p[1] + first),
				high = (p[3] + last) / (p[1] + last);
	crm_race_nodes nodes;

	for (size_t i = 0; i < data->n_pairs;)
	{
		uint32_t	of = data->pair_x[i];
		double		x = data->x[of],
					rising = crm_log_rising(p[0], x);

		crm_tick();
		crm_race_prepare(&nodes, p[0] + x, p[2], fmin(low, high), fmax(low, high));
		for (; i < data->n_pairs && data->pair_x[i] == of; i++)
		{
			double		t = data->time[data->pair_time[i]];
			const moment *m = &moments[data->pair_time[i]];
			double		common = rising - p[0] * m->grow_alpha - x * m->log_alpha - p[2] * m->grow_beta;
			crm_race_result race = crm_race_at(&nodes, (p[3] + t) / (p[1] + t));

			pairs[i] = (pair) {common + log(race.second), common + log(race.first), 0, 0, race};
		}
	}
}

/* The sum over the rows; leaves the shares of the terms in the pairs. */
static double
add_rows(const crm_purchase_data *data, pair *pairs)
{
	double		sum = 0;

	for (size_t i = 0; i < data->n; i++)
	{
		pair	   *early = &pairs[data->early[i]],
				   *late = &pairs[data->late[i]];
		double		more = late->late - early->early,
					ratio = exp(-fabs(more)),
					customers = data->customers[i],
					larger = customers / (1 + ratio),
					smaller = customers - larger;

		if (i % 4096 == 0)
			crm_tick();
		sum += customers * (fmax(late->late, early->early) + log1p(ratio));
		early->early_weight += more < 0 ? larger : smaller;
		late->late_weight += more < 0 ? smaller : larger;
	}
	return sum;
}

static void
add_gradient(const crm_purchase_data *data, const double p[4], const moment *moments, const pair *pairs, double *gradient)
{
	double		by_r = 0,
				by_alpha = 0,
				by_s = 0,
				by_beta = 0;

	for (size_t i = 0; i < data->n_pairs;)
	{
		uint32_t	of = data->pair_x[i];
		double		x = data->x[of],
					rising = crm_digamma_rising(p[0], x);

		for (; i < data->n_pairs && data->pair_x[i] == of; i++)
		{
			double		t = data->time[data->pair_time[i]];
			const moment *m = &moments[data->pair_time[i]];
			const crm_race_result *race = &pairs[i].race;
			double		rows = pairs[i].early_weight + pairs[i].late_weight,
						end = pairs[i].early_weight / race->second - pairs[i].late_weight / race->first;

			by_r += rows * (rising - m->grow_alpha) + end * race->by_a;
			by_alpha += (rows * (p[0] * t - x * p[1]) - end * race->by_log_ratio * p[1]) / (p[1] + t);
			by_s += end * race->by_b - rows * m->grow_beta;
			by_beta += (rows * p[2] * t + end * race->by_log_ratio * p[3]) / (p[3] + t);
		}
	}
	gradient[0] = p[0] * by_r;
	gradient[1] = by_alpha;
	gradient[2] = p[2] * by_s;
	gradient[3] = by_beta;
}

double
crm_pareto_nbd_likelihood(const void *of, const double *log_p, double *gradient, double *scratch)
{
	const crm_purchase_data *data = of;
	pair	   *pairs = (pair *) scratch;
	moment	   *moments = (moment *) (pairs + data->n_pairs);
	double		p[4],
				sum;

	for (int i = 0; i < 4; i++)
		p[i] = exp(log_p[i]);
	for (size_t i = 0; i < data->n_time; i++)
	{
		double		t = data->time[i];

		moments[i] = (moment) {log(p[1] + t), log1p(t / p[1]), log1p(t / p[3])};
	}
	fill_pairs(data, p, moments, pairs);
	sum = add_rows(data, pairs);
	if (gradient != NULL)
		add_gradient(data, p, moments, pairs, gradient);
	return sum;
}
