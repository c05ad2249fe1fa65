/*
 * The likelihood of a base under the BG/BB model, see bg_bb.c: what happened
 * until t_x, times the probability of silence from then on.
 */
#include "clv/likelihood.h"

#include <math.h>
#include <string.h>

#include "clv/special.h"
#include "core/tick.h"

#define TICK_STEPS 65536

enum
{
	ALPHA, BETA, GAMMA, DELTA, PARAMETERS
};

/* A logarithm, or later a probability, and its derivatives in the logarithms of the parameters. */
typedef struct crm_slope
{
	double		value;
	double		by[PARAMETERS];
} crm_slope;

/* x purchases in an order of their own until t_x, the last of them at t_x. */
static crm_slope
activity(const double *p, double x, double t_x)
{
	double		buys = crm_digamma_rising(p[ALPHA] + p[BETA], t_x),
				lives = crm_digamma_rising(p[GAMMA] + p[DELTA], t_x);

	return (crm_slope) {
		crm_log_rising(p[ALPHA], x) + crm_log_rising(p[BETA], t_x - x) - crm_log_rising(p[ALPHA] + p[BETA], t_x) +
		crm_log_rising(p[DELTA], t_x) - crm_log_rising(p[GAMMA] + p[DELTA], t_x),
		{
			p[ALPHA] * (crm_digamma_rising(p[ALPHA], x) - buys),
			p[BETA] * (crm_digamma_rising(p[BETA], t_x - x) - buys),
			p[GAMMA] * -lives,
			p[DELTA] * (crm_digamma_rising(p[DELTA], t_x) - lives)
		}
	};
}

/* Silence from t on, made of silence from t + 1 on: s = dies + lives * passes * s. */
static void
step_back(const double *p, double x, double t, crm_slope *s)
{
	double		all = p[GAMMA] + p[DELTA] + t,
				any = p[ALPHA] + p[BETA] + t,
				dies = p[GAMMA] / all,
				lives = (p[DELTA] + t) / all,
				buys = p[ALPHA] + x,
				passes = (p[BETA] + (t - x)) / any,
				stays = lives * passes,
				later = stays * s->value,
				newer = p[DELTA] / (p[DELTA] + t);

	/* d lives = lives (newer dies d ln delta - dies d ln gamma), and dies is 1 - lives. */
	s->by[ALPHA] = stays * s->by[ALPHA] - later * (p[ALPHA] / any);
	s->by[BETA] = stays * s->by[BETA] + later * (p[BETA] / (p[BETA] + (t - x)) * (buys / any));
	s->by[GAMMA] = stays * s->by[GAMMA] + dies * lives * (1 - passes * s->value);
	s->by[DELTA] = stays * s->by[DELTA] - newer * dies * lives * (1 - passes * s->value);
	s->value = dies + later;
}

size_t
crm_bg_bb_scratch(const crm_purchase_data *data)
{
	(void) data;
	return 0;
}

double
crm_bg_bb_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	const crm_purchase_data *d = data;
	double		p[PARAMETERS],
				sum = 0,
				by[PARAMETERS] = {0};
	crm_slope	active = {0};
	unsigned	steps = 0;

	(void) scratch;
	for (int i = 0; i < PARAMETERS; i++)
		p[i] = exp(log_p[i]);

	/* Rows with the same x and t_x are neighbours. */
	for (size_t row = 0; row < d->n; row++)
	{
		uint32_t	early = d->early[row];
		double		x = d->x[d->pair_x[early]],
					t_x = d->time[d->pair_time[early]],
					T = d->time[d->pair_time[d->late[row]]],
					customers = d->customers[row];
		crm_slope	silence = {1, {0}};

		if (row == 0 || early != d->early[row - 1])
			active = activity(p, x, t_x);
		for (double t = T - 1; t >= t_x; t--)
		{
			step_back(p, x, t, &silence);
			if (++steps % TICK_STEPS == 0)
				crm_tick();
		}
		sum += customers * (active.value + log(silence.value));
		for (int i = 0; i < PARAMETERS; i++)
			by[i] += customers * (active.by[i] + silence.by[i] / silence.value);
	}
	if (gradient != NULL)
		memcpy(gradient, by, sizeof(by));
	return sum;
}
