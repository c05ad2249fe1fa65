#include "clv/base.h"

#include <math.h>

/* The means are scaled by a power of two, so that squares stay in range. */
bool
crm_correlate_spend(const crm_base *base, double *r)
{
	const crm_base_spend *spends = base->spends;
	size_t		n = base->n_spends;
	double		most = 0,
				least = INFINITY,
				customers = 0,
				x_mean = 0,
				y_mean = 0,
				xx = 0,
				yy = 0,
				xy = 0;
	int			exponent;

	for (size_t i = 0; i < n; i++)
	{
		most = fmax(most, spends[i].mean);
		least = fmin(least, spends[i].mean);
	}
	if (n == 0 || spends[0].x == spends[n - 1].x || least == most)
		return false;
	frexp(most, &exponent);
	for (size_t i = 0; i < n; i++)
	{
		customers += spends[i].customers;
		x_mean += spends[i].customers * spends[i].x;
		y_mean += spends[i].customers * ldexp(spends[i].mean, -exponent);
	}
	x_mean /= customers;
	y_mean /= customers;
	for (size_t i = 0; i < n; i++)
	{
		double		dx = spends[i].x - x_mean,
					dy = ldexp(spends[i].mean, -exponent) - y_mean;

		xx += spends[i].customers * (dx * dx);
		yy += spends[i].customers * (dy * dy);
		xy += spends[i].customers * (dx * dy);
	}
	if (!(xx > 0 && yy > 0))
		return false;
	*r = fmax(-1, fmin(1, xy / sqrt(xx) / sqrt(yy)));
	return true;
}
