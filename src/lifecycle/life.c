#include "lifecycle/life.h"

bool
crm_life_trend(const crm_life *life, double *trend)
{
	crm_money	recent = life->recent;
	crm_money	before = life->before;

	if (before.units <= 0)
		return false;

	/* Of whole units the quotient is rounded once: 35.10 over 70.20 is 0.5. */
	if (crm_money_rescale(&recent, before.scale) && crm_money_rescale(&before, recent.scale))
		*trend = (double) recent.units / (double) before.units;
	else
		*trend = crm_money_to_double(life->recent) / crm_money_to_double(life->before);
	return true;
}

int32
crm_at_least_1(int32 value, const char *name)
{
	if (unlikely(value < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be at least 1, not %d", name, value)));
	return value;
}
