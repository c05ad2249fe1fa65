#include "lifecycle/kaplan_meier.h"

#include <math.h>

/*
 * Walks the curve up to the horizon; answers the area below it. With the whole
 * area given, adds up the variance: Greenwood's terms, each weighted by the
 * square of the area that is left after its time.
 */
static double
walk(const crm_durations *d, double horizon, double whole, crm_duration *entries, crm_duration *scratch,
	 crm_survival *c, double *variance)
{
	double		area = 0,
				survival = 1,
				time = 0;

	*variance = 0;
	crm_survival_begin(c, d, entries, scratch);
	while (crm_risk_next(&c->risk) <= horizon && crm_survival_step(c))
	{
		double		rest;

		area += survival * (c->time - time);
		survival = c->survival;
		time = c->time;
		rest = fmax(0, whole - area);
		*variance += rest * rest * c->hazard;
	}
	return area + survival * (horizon - time);
}

bool
crm_restricted_mean(const crm_durations *d, double horizon, crm_duration *entries, crm_duration *scratch,
					crm_restricted *result)
{
	crm_survival	c;
	double		variance;

	result->mean = walk(d, horizon, 0, entries, scratch, &c, &variance);
	if (horizon > d->rows[d->n - 1].duration && c.survival > 0)
		return false;
	walk(d, horizon, result->mean, entries, scratch, &c, &variance);
	result->std_error = sqrt(variance);
	return true;
}
