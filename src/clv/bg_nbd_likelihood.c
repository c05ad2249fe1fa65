/*
 * Of a customer (x, t_x, T) with k = x chances to drop out (BG/NBD) or x + 1
 * (MBG/NBD) and w(t) = alpha^r (alpha + t)^-(r + x) the likelihood is
 *
 *   (r)_x (b)_k / (a + b)_k [w(T) + a / (b + k - 1) w(t_x)],
 *
 * without its second term where k = 0; (b)_k is the rising factorial. All of
 * it is known per x or per pair (x, time). Its gradient is a mean of those of
 * the logarithms of both terms, weighted by their shares, which are summed per
 * pair first: what is left per row is the sum of two exponentials.
 */
#include <math.h>

#include "clv/likelihood.h"
#include "clv/special.h"
#include "core/tick.h"

enum
{
	R, ALPHA, A, B
};

/* Rows between two looks at whether the user has cancelled; also what is summed at a time. */
#define BLOCK 4096

/* What a pair (x, time) is as the last purchase (early) and as the end (late). */
typedef struct pair
{
	double		early;			/* ln of the second term, */
	double		late;			/* and of the first */
	double		early_share;	/* customers times the share of that term */
	double		late_share;
} pair;

size_t
crm_bg_nbd_scratch(const crm_purchase_data *data)
{
	return data->n_pairs * (sizeof(pair) / sizeof(double)) + data->n_time * 2 + data->n_x * 2;
}

/*
 * ln (1 + e^d) and e^d / (1 + e^d), the share of the smaller of two terms whose
 * logarithms differ by d <= 0.
 */
static inline double
log_add_share(double d, double *share)
{
	double		e;

	/* Nothing is added any more, and no underflow is signalled. */
	if (d < -700)
	{
		*share = 0;
		return 0;
	}
	e = exp(d);
	*share = e / (1 + e);
	return log1p(e);
}

static double
likelihood(const crm_purchase_data *data, int first, const double *log_p, double *gradient, double *scratch)
{
	const double r = exp(log_p[R]),
				alpha = exp(log_p[ALPHA]),
				a = exp(log_p[A]),
				b = exp(log_p[B]);
	pair	   *pairs = (pair *) scratch;
	double	   *log_time = scratch + data->n_pairs * (sizeof(pair) / sizeof(double)),
			   *log_grown = log_time + data->n_time,
			   *common = log_grown + data->n_time,
			   *dropout = common + data->n_x,
				sum = 0;

	for (size_t i = 0; i < data->n_time; i++)
	{
		log_time[i] = log(alpha + data->time[i]);
		log_grown[i] = log1p(data->time[i] / alpha);
	}
	for (size_t i = 0; i < data->n_x; i++)
	{
		double		x = data->x[i],
					chances = x + first;

		common[i] = crm_log_rising(r, x) + crm_log_rising(b, chances) - crm_log_rising(a + b, chances);
		dropout[i] = chances == 0 ? -INFINITY : log_p[A] - log(b + (chances - 1));
	}
	for (size_t i = 0; i < data->n_pairs; i++)
	{
		size_t		x = data->pair_x[i],
					time = data->pair_time[i];

		pairs[i].late = common[x] - data->x[x] * log_time[time] - r * log_grown[time];
		pairs[i].early = pairs[i].late + dropout[x];
		pairs[i].early_share = pairs[i].late_share = 0;
	}

	for (size_t row = 0; row < data->n;)
	{
		size_t		end = data->n - row > BLOCK ? row + BLOCK : data->n;
		double		block = 0;

		for (; row < end; row++)
		{
			pair	   *early = &pairs[data->early[row]],
					   *late = &pairs[data->late[row]];
			double		n = data->customers[row],
						difference = early->early - late->late,
						share;

			if (difference <= 0)
			{
				block += n * (late->late + log_add_share(difference, &share));
				early->early_share += n * share;
				late->late_share += n * (1 - share);
			}
			else
			{
				block += n * (early->early + log_add_share(-difference, &share));
				early->early_share += n * (1 - share);
				late->late_share += n * share;
			}
		}
		sum += block;
		crm_tick();
	}
	if (gradient == NULL)
		return sum;

	for (int i = 0; i < CRM_PARAMETERS; i++)
		gradient[i] = 0;
	for (size_t i = 0; i < data->n_pairs;)
	{
		size_t		place = data->pair_x[i];
		double		x = data->x[place],
					chances = x + first,
					n_late = 0,
					n_early = 0,
					by_r = 0,
					by_alpha = 0,
					n,
					by_ab = crm_digamma_rising(a + b, chances);

		/* Pairs of one x stand together. */
		for (; i < data->n_pairs && data->pair_x[i] == place; i++)
		{
			double		time = data->time[data->pair_time[i]],
						share = pairs[i].early_share + pairs[i].late_share;

			n_early += pairs[i].early_share;
			n_late += pairs[i].late_share;
			by_r -= share * log_grown[data->pair_time[i]];
			by_alpha += share * ((r * time - x * alpha) / (alpha + time));
		}
		n = n_early + n_late;
		gradient[R] += r * (by_r + n * crm_digamma_rising(r, x));
		gradient[ALPHA] += by_alpha;
		gradient[A] += n_early - n * (a * by_ab);
		gradient[B] += n * (b * (crm_digamma_rising(b, chances) - by_ab));
		if (chances > 0)
			gradient[B] -= n_early * (b / (b + (chances - 1)));
	}
	return sum;
}

double
crm_bg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	return likelihood(data, 0, log_p, gradient, scratch);
}

double
crm_mbg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch)
{
	return likelihood(data, 1, log_p, gradient, scratch);
}
