#include "lifecycle/kaplan_meier.h"

#include <math.h>

/* The square root of the distance from 1 to the next double. */
#define NEAR 1.4901161193847656e-08

void
crm_survival_begin(crm_survival *c, const crm_durations *d, crm_duration *entries, crm_duration *scratch)
{
	*c = (crm_survival) {.survival = 1};
	crm_risk_begin(&c->risk, d, entries, scratch);
}

bool
crm_survival_step(crm_survival *c)
{
	double		time = crm_risk_next(&c->risk);
	double		n,
				d;

	if (!isfinite(time))
		return false;
	crm_risk_move(&c->risk, time);
	c->time = time;
	c->at_risk = c->risk.at_risk;
	c->events = c->risk.events;
	c->hazard = 0;
	if (c->events == 0)
		return true;
	n = (double) c->at_risk;
	d = (double) c->events;
	c->survival *= (n - d) / n;
	if (c->survival > 0)
	{
		c->hazard = d / n / (n - d);
		c->log_survival += log1p(-d / n);
		c->greenwood += c->hazard;
	}
	return true;
}

double
crm_survival_error(const crm_survival *c)
{
	return c->survival * sqrt(c->greenwood);
}

void
crm_survival_interval(const crm_survival *c, crm_conf_type type, double z, double *lower, double *upper)
{
	const double s = c->survival,
				reach = z * sqrt(c->greenwood);

	if (s == 1)
		*lower = *upper = 1;
	else if (type == CRM_CONF_LOG)
	{
		*lower = s * exp(-reach);
		*upper = fmin(1, s * exp(reach));
	}
	else if (type == CRM_CONF_LOG_LOG)
	{
		*lower = exp(c->log_survival * exp(reach / -c->log_survival));
		*upper = exp(c->log_survival * exp(reach / c->log_survival));
	}
	else
	{
		*lower = fmax(0, s - s * reach);
		*upper = fmin(1, s + s * reach);
	}
	/* Rounding may not leave the estimate outside of its interval. */
	*lower = fmin(*lower, s);
	*upper = fmax(*upper, s);
}

void
crm_cross(crm_crossing *crossing, double time, double value)
{
	if (!crossing->found && value < 1 && value < crossing->level + NEAR)
	{
		crossing->found = true;
		crossing->flat = fabs(value - crossing->level) < NEAR;
		crossing->time = time;
		crossing->value = value;
	}
	else if (crossing->found && crossing->flat && value < crossing->value)
	{
		crossing->flat = false;
		crossing->time += (time - crossing->time) / 2;
	}
}
