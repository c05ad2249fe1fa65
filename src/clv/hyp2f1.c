#include "clv/hyp2f1.h"

#include <math.h>
#include <stdbool.h>

/* Beyond this the continued fraction takes longer than the quadrature. */
#define FRACTION_MAX 3000.0

/*
 * 2F1(1, b; c; -z) for c > b > 0, z >= 0, by Gauss's continued fraction, whose
 * terms are all positive: 1 / (1 + k1 / (1 + k2 / (1 + ...))). Convergents are
 * by turns above and below the value. Takes some 9 sqrt(z) rounds.
 */
static double
fraction(double b, double c, double z)
{
	double		above = 1,		/* the numerator of the last convergent above, */
				above_by = 1,	/* its denominator, */
				below = 1,		/* and those of the last below */
				below_by = 1 + b / c * z;

	for (int n = 1; n < 10000; n++)
	{
		double		e = c - 1 + 2 * n,
					over = z / ((e - 1) * e * (e + 1)),
					even = n * (c - b + n - 1) * (e + 1) * over,
					odd = (b + n) * (c - 1 + n) * (e - 1) * over;

		above = below + even * above;
		above_by = below_by + even * above_by;
		below = above + odd * below;
		below_by = above_by + odd * below_by;
		if (above * below_by - below * above_by <= 4e-16 * below * above_by)
			break;
		if (below_by > 1e100)
		{
			above *= 1e-100;
			above_by *= 1e-100;
			below *= 1e-100;
			below_by *= 1e-100;
		}
	}
	return below / below_by;
}

double
crm_race(double a, double b, double ratio)
{
	double		z = ratio < 1 ? (1 - ratio) / ratio : ratio - 1;

	if (z > FRACTION_MAX)
	{
		crm_race_nodes nodes;

		crm_race_prepare(&nodes, a, b, ratio, ratio);
		return crm_race_at(&nodes, ratio).second;
	}
	if (ratio < 1)
		return b / (a + b) / ratio * fraction(b + 1, a + b + 1, z);
	return b / (a + b) * fraction(a, a + b + 1, z);
}

/* The step of the quadrature for a density that is narrow, and what one on the scale of 1 adds to its narrowness. */
#define STEP 0.6
#define SMOOTH 6.0

/* How far beyond the last bend the larger steps begin. */
#define MARGIN 1.0

/* The rule in u = ln odds: u = centre + v + e^(v - to_right) - e^(-v - to_left), but for constants. */
typedef struct rule
{
	double		a,
				b,
				centre,
				right,			/* e^-(distance from the centre to where larger steps begin) */
				left;
} rule;

/*
 * The density of u is e^(b u) (1 + e^u)^-(a + b) up to a factor. Its logarithm
 * is measured from the centre and from the side of the smaller parameter, so
 * that large terms don't cancel. Returns the weight.
 */
static double
add_node(crm_race_nodes *nodes, const rule *r, double v)
{
	int			i = nodes->n++;
	bool		mirrored = r->a < r->b;
	double		small = mirrored ? r->a : r->b,
				grow = exp(v),
				u = v + r->right * (grow - 1) - r->left * (1 / grow - 1),
				from = mirrored ? -u : u,
				share = 1 / (1 + exp(mirrored ? r->centre : -r->centre)),
				bend = from < 700 ? log1p(share * expm1(from)) : from + log(share),
				weight = exp(small * from - (r->a + r->b) * bend) * (1 + r->right * grow + r->left / grow);

	nodes->odds[i] = exp(fmin(fmax(r->centre + u, -600), 600));
	nodes->weight[i] = weight;
	nodes->weight_a[i] = mirrored ? from - bend : -bend;
	nodes->weight_b[i] = mirrored ? -bend : from - bend;
	return weight;
}

/*
 * The trapezoidal rule, whose error falls as e^(-1 / step). On the scale of 1
 * the density bends between -ln(a + b) and ln(a + b), what is averaged at
 * ln ratio; where nothing bends any more there are only exponential tails,
 * perhaps very slow, and steps grow exponentially.
 */
void
crm_race_prepare(crm_race_nodes *nodes, double a, double b, double low, double high)
{
	double		narrow = a * b / (a + b),
				step = STEP / sqrt(narrow + SMOOTH),
				wide = log1p(a + b),
				centre = fmin(fmax(log(b / a), -wide), wide),
				centre_odds = exp(centre),
				sum = 0,
				mean_a = 0,
				mean_b = 0;
	rule		r = {.a = a, .b = b, .centre = centre};

	r.right = exp(centre - fmax(log(high), wide) - MARGIN);
	r.left = exp(fmin(log(low), -wide) - MARGIN - centre);
	nodes->n = 0;
	for (int side = 0; side < 2; side++)
		for (int k = side; nodes->n < (side + 1) * CRM_RACE_NODES / 2; k++)
		{
			/* What is averaged may be so much larger here than at the centre. */
			double		weight = add_node(nodes, &r, side ? -k * step : k * step),
						odds = nodes->odds[nodes->n - 1],
						gain = side ? fmin(centre_odds / odds, 1 + centre_odds / low) :
				fmin(odds / centre_odds, 1 + high / centre_odds);

			sum += weight;
			if (weight * fmax(gain, 1) < 1e-18)
				break;
		}
	for (int i = 0; i < nodes->n; i++)
	{
		nodes->weight[i] /= sum;
		mean_a += nodes->weight[i] * nodes->weight_a[i];
		mean_b += nodes->weight[i] * nodes->weight_b[i];
	}
	for (int i = 0; i < nodes->n; i++)
	{
		nodes->weight_a[i] = nodes->weight[i] * (nodes->weight_a[i] - mean_a);
		nodes->weight_b[i] = nodes->weight[i] * (nodes->weight_b[i] - mean_b);
	}
}

crm_race_result
crm_race_at(const crm_race_nodes *nodes, double ratio)
{
	double		share[CRM_RACE_NODES];
	crm_race_result r = {0};
	const double *odds = nodes->odds,
			   *weight = nodes->weight;

	for (int i = 0; i < nodes->n; i++)
		share[i] = 1 / (odds[i] + ratio);
	for (int i = 0; i < nodes->n; i++)
	{
		double		second = weight[i] * (odds[i] * share[i]),
					first = ratio * share[i];

		r.second += second;
		r.first += weight[i] * first;
		r.by_log_ratio -= second * first;
	}
	/* The weights of derivatives are of both signs: take the smaller probability. */
	if (r.first < r.second)
	{
		for (int i = 0; i < nodes->n; i++)
		{
			r.by_a -= nodes->weight_a[i] * share[i];
			r.by_b -= nodes->weight_b[i] * share[i];
		}
		r.by_a *= ratio;
		r.by_b *= ratio;
	}
	else
		for (int i = 0; i < nodes->n; i++)
		{
			double		second = odds[i] * share[i];

			r.by_a += nodes->weight_a[i] * second;
			r.by_b += nodes->weight_b[i] * second;
		}
	return r;
}
