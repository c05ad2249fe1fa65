#include "lifecycle/life.h"

#include "core/check.h"
#include "core/numeric.h"
#include "history/history.h"

bool
crm_see_life(Datum history, int32 as_of, int32 trend_days, crm_life *life)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;
	int64		recent = (int64) as_of - trend_days;
	int64		before = recent - trend_days;

	crm_finite_day(as_of, "as_of");
	*life = (crm_life) {0};
	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		if (e.orders > 0)
		{
			if (life->purchases == 0)
				life->first_day = e.day;
			life->last_day = e.day;
			life->purchases++;
		}
		if (trend_days > 0 && e.day > before &&
			!crm_money_add(e.day > recent ? &life->recent : &life->before, e.amount))
			crm_money_overflow();
	}
	if (life->purchases > 0)
		life->silence = as_of - life->last_day;
	return life->purchases > 0;
}

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
