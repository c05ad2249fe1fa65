#include "clv/quadrature.h"

#include <math.h>
#include <stddef.h>

/* What isn't hump is smooth on this scale. */
#define MAX_SCALE 1.0

/* Where steps begin to grow unless something bends further out, in w, and the least way beyond what does. */
#define PLAIN 5.0
#define MARGIN 3.0
#define MAX_DISTANCE 100.0

#define FIRST_STEP 1.0
#define MAX_HALVINGS 8

/* Terms below this share end the walk; a mean needs some that its g may lift. */
#define CUT_INTEGRAL 1e-19
#define CUT_MEAN 1e-40

/* No tail that a model has reaches as far as this, and e^w is finite. */
#define MAX_W 600.0

const double crm_gauss_node[CRM_GAUSS_PAIRS] = {
	0.99312859918509492479, 0.96397192727791379127, 0.91223442825132590587, 0.83911697182221882339,
	0.74633190646015079261, 0.63605368072651502545, 0.510867001950827098, 0.37370608871541956067,
	0.22778585114164507808, 0.076526521133497333755
};
const double crm_gauss_weight[CRM_GAUSS_PAIRS] = {
	0.017614007139152118312, 0.040601429800386941331, 0.06267204833410906357, 0.083276741576704748725,
	0.10193011981724043504, 0.11819453196151841731, 0.1316886384491766269, 0.14209610931838205133,
	0.14917298647260374679, 0.1527533871307258507
};

/* How far from the top f has dropped by 1, about, or the scale if that is less. */
static double
reach(crm_log_integrand f, const void *arg, const crm_hump *hump, double step)
{
	double		drop;

	while ((drop = hump->height - f(hump->top + step, arg)) < 1 && fabs(step) < MAX_SCALE)
		step *= 2;
	while (drop > 4)
	{
		step /= 2;
		drop = hump->height - f(hump->top + step, arg);
	}
	return fmin(MAX_SCALE, fabs(step) / sqrt(fmax(drop, 1)));
}

crm_hump
crm_find_hump(crm_log_integrand f, const void *arg, double start, double width)
{
	double		low = start - width,
				high = start + width,
				at_low = f(low, arg),
				at_high = f(high, arg),
				left,
				right;
	crm_hump	hump = {.top = start, .height = f(start, arg)};

	/* Uphill in growing steps until the top lies between low and high. */
	while (at_high > hump.height || at_low > hump.height)
	{
		width *= 2;
		if (at_high > at_low)
		{
			low = hump.top, at_low = hump.height;
			hump.top = high, hump.height = at_high;
			high += width, at_high = f(high, arg);
		}
		else
		{
			high = hump.top, at_high = hump.height;
			hump.top = low, hump.height = at_low;
			low -= width, at_low = f(low, arg);
		}
	}
	/* Into the larger part, until both ends are about as high as the top. */
	while (hump.height - fmin(at_low, at_high) > 1)
	{
		bool		up = high - hump.top > hump.top - low;
		double		s = hump.top + (up ? 0.4 * (high - hump.top) : 0.4 * (low - hump.top)),
					at = f(s, arg);

		if (s == hump.top)
			break;
		if (at > hump.height)
		{
			if (up)
				low = hump.top, at_low = hump.height;
			else
				high = hump.top, at_high = hump.height;
			hump.top = s, hump.height = at;
		}
		else if (up)
			high = s, at_high = at;
		else
			low = s, at_low = at;
	}
	left = reach(f, arg, &hump, low - hump.top);
	right = reach(f, arg, &hump, high - hump.top);
	hump.scale = fmin(left, right);
	hump.left = hump.right = exp(-PLAIN);
	return hump;
}

void
crm_bends_at(crm_hump *hump, double low, double high)
{
	double		left = (hump->top - low) / hump->scale + MARGIN,
				right = (high - hump->top) / hump->scale + MARGIN;

	hump->left = fmin(hump->left, exp(-fmin(left, MAX_DISTANCE)));
	hump->right = fmin(hump->right, exp(-fmin(right, MAX_DISTANCE)));
}

/* A node's share in the trapezoidal sum over w, but for the step. */
static inline double
share(crm_log_integrand f, const void *arg, const crm_hump *hump, double w, double *s)
{
	double		e = exp(w);

	*s = hump->top + hump->scale * (w + hump->right * (e - 1) - hump->left * (1 / e - 1));
	return exp(f(*s, arg) - hump->height) * (1 + hump->right * e + hump->left / e);
}

/* Halving the step squares the error, but for a factor, which the last two changes tell. */
bool
crm_settled(double value, double change, double before)
{
	change = fabs(change);
	before = fabs(before);
	return change <= 1e-13 * value ||
		(change <= 1e-7 * value && change * (change / before) * (change / before) <= 1e-15 * value);
}

typedef double (*value_function) (double s, const void *arg);

/* Adds the nodes first, first + step, ... to the sums of e^f and of g e^f. */
static void
walk(crm_log_integrand f, value_function g, const void *arg, const crm_hump *hump,
	 double first, double step, double sum[2])
{
	for (double w = first; fabs(w) < MAX_W; w += step)
	{
		double		s,
					e = share(f, arg, hump, w, &s);

		sum[0] += e;
		if (e <= (g ? CUT_MEAN : CUT_INTEGRAL) * sum[0])
			break;
		if (g)
			sum[1] += e * g(s, arg);
	}
}

/* The integral of e^(f - height) over scale or, with g, the mean. */
static double
integrate(crm_log_integrand f, value_function g, const void *arg, const crm_hump *hump)
{
	double		step = FIRST_STEP,
				sum[2] = {0, 0},
				before = NAN,
				change = NAN,
				result;

	walk(f, g, arg, hump, 0, step, sum);
	walk(f, g, arg, hump, -step, -step, sum);
	result = g ? sum[1] / sum[0] : sum[0] * step;
	for (int i = 0; i < MAX_HALVINGS && !crm_settled(result, change, before); i++)
	{
		before = change;
		change = result;
		step /= 2;
		walk(f, g, arg, hump, step, 2 * step, sum);
		walk(f, g, arg, hump, -step, -2 * step, sum);
		result = g ? sum[1] / sum[0] : sum[0] * step;
		change -= result;
	}
	return result;
}

double
crm_log_integral(crm_log_integrand f, const void *arg, const crm_hump *hump)
{
	return hump->height + log(integrate(f, NULL, arg, hump) * hump->scale);
}

double
crm_mean(crm_log_integrand f, double (*g) (double s, const void *arg), const void *arg, const crm_hump *hump)
{
	return integrate(f, g, arg, hump);
}

int
crm_nodes(crm_log_integrand f, const void *arg, const crm_hump *hump, double step, double cut,
		  double *s, double *weight, int room, int *zero)
{
	int			below = 0,
				n;
	double		sum = 0;

	/* Downwards into the room, then turned round, then upwards. */
	for (int side = 0; side < 2; side++)
	{
		if (side == 1)
		{
			for (int i = 0, j = below - 1; i < j; i++, j--)
			{
				double		t = s[i],
							e = weight[i];

				s[i] = s[j], weight[i] = weight[j];
				s[j] = t, weight[j] = e;
			}
		}
		n = below;
		for (int i = side == 0 ? 1 : 0; i * step < MAX_W; i++)
		{
			if (n == room)
				return -1;
			weight[n] = share(f, arg, hump, side == 0 ? -i * step : i * step, &s[n]);
			sum += weight[n];
			if (weight[n] <= cut * sum)
				break;
			n++;
		}
		if (side == 0)
			below = n;
	}
	for (int i = 0; i < n; i++)
		weight[i] /= sum;
	*zero = below;
	return n;
}
