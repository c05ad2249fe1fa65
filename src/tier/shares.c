#include "tier/shares.h"

#include <math.h>

/* A sum that carries what rounding takes away (Neumaier 1974). */
typedef struct exact_sum
{
	double		sum;
	double		lost;
} exact_sum;

static void
add(exact_sum *s, double v)
{
	double		t = s->sum + v;

	if (fabs(s->sum) >= fabs(v))
		s->lost += (s->sum - t) + v;
	else
		s->lost += (v - t) + s->sum;
	s->sum = t;
}

static double
result(const exact_sum *s)
{
	return s->sum + s->lost;
}

/* How many rows the best `share` is: those of whom fewer than share * n rank before. */
static int64_t
rows_of_share(int64_t n, double share)
{
	int64_t		rows = (int64_t) floor(share * (double) n);

	/* The quotient of two whole numbers is rounded as the literal 0.05 is. */
	while (rows > 0 && !((double) (rows - 1) / (double) n < share))
		rows--;
	while (rows < n && (double) rows / (double) n < share)
		rows++;
	return rows;
}

double
crm_top_value(const crm_column *c, double share)
{
	int64_t		rows = rows_of_share(crm_column_total(c), share);
	size_t		i = c->n - 1;

	for (rows -= crm_column_count(c, i); rows > 0 && i > 0; rows -= crm_column_count(c, i))
		i--;
	return c->value[i];
}

/* A power of two that brings the largest value near 1: ratios stay as they are. */
static int
unit_exponent(const crm_column *c)
{
	return c->n == 0 || c->value[c->n - 1] == 0 ? 0 : ilogb(c->value[c->n - 1]) + 1;
}

static double
scaled(const crm_column *c, size_t i, int exponent)
{
	return ldexp(c->value[i], -exponent);
}

static double
scaled_sum(const crm_column *c, int exponent)
{
	exact_sum	sum = {0, 0};

	for (size_t i = 0; i < c->n; i++)
		add(&sum, scaled(c, i, exponent) * (double) crm_column_count(c, i));
	return result(&sum);
}

bool
crm_pareto_share(const crm_column *c, double top, double *share)
{
	int			exponent = unit_exponent(c);
	double		total = scaled_sum(c, exponent);
	int64_t		left = rows_of_share(crm_column_total(c), top);
	exact_sum	sum = {0, 0};

	if (!(total > 0))
		return false;
	for (size_t i = c->n; i > 0 && left > 0; i--)
	{
		int64_t		count = crm_column_count(c, i - 1);
		int64_t		take = count < left ? count : left;

		add(&sum, scaled(c, i - 1, exponent) * (double) take);
		left -= take;
	}
	*share = fmin(result(&sum) / total, 1);
	return true;
}

bool
crm_gini(const crm_column *c, double *gini)
{
	int			exponent = unit_exponent(c);
	double		total = scaled_sum(c, exponent);
	int64_t		n = crm_column_total(c);
	int64_t		before = 0;
	exact_sum	sum = {0, 0};

	if (!(total > 0))
		return false;

	/* The sum of (2 i - n - 1) x_i over ranks i, ties taken together. */
	for (size_t i = 0; i < c->n; i++)
	{
		int64_t		count = crm_column_count(c, i);

		add(&sum, (double) count * (double) (2 * before + count - n) * scaled(c, i, exponent));
		before += count;
	}
	*gini = fmax(result(&sum) / ((double) n * total), 0);
	return true;
}

bool
crm_lorenz(const crm_column *c, int points, double *curve)
{
	int			exponent = unit_exponent(c);
	double		total = scaled_sum(c, exponent);
	int64_t		n = crm_column_total(c);
	int64_t		before = 0;
	exact_sum	sum = {0, 0};
	int			point = 0;

	if (!(total > 0))
		return false;
	for (size_t i = 0; i < c->n; i++)
	{
		int64_t		count = crm_column_count(c, i);

		/* Every point up to the last row of this value lies on one line. */
		for (; point < points; point++)
		{
			double		rows = (double) ((__int128) n * point / points) +
				(double) (int64_t) ((__int128) n * point % points) / points;
			exact_sum	here = sum;

			if (rows > (double) (before + count))
				break;
			add(&here, (rows - (double) before) * scaled(c, i, exponent));
			curve[point] = fmin(fmax(result(&here) / total, 0), 1);
		}
		add(&sum, (double) count * scaled(c, i, exponent));
		before += count;
	}
	while (point <= points)
		curve[point++] = 1;
	return true;
}
