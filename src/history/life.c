#include "history/life.h"

#include "core/check.h"
#include "core/numeric.h"
#include "history/history.h"

static inline void
add_up(crm_money *sum, crm_money amount)
{
	if (sum->units == 0 && sum->scale <= amount.scale)
		*sum = amount;
	else if (!crm_money_add(sum, amount))
		crm_money_overflow();
}

/* Inlined once for each kind of question, so that none pays for another. */
static pg_attribute_always_inline void
walk(crm_reader r, int32 as_of, bool with_money, int32 trend_days, crm_life *life)
{
	int64		recent = (int64) as_of - trend_days;
	int64		before = recent - trend_days;
	crm_entry	e;

	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		if (with_money)
			add_up(&life->total, e.amount);
		if (e.orders > 0)
		{
			if (life->purchases == 0)
			{
				life->first_day = e.day;
				life->first_total = life->total;
			}
			life->last_day = e.day;
			life->purchases++;
			life->orders += e.orders;
		}
		if (trend_days > 0 && e.day > before)
			add_up(e.day > recent ? &life->recent : &life->before, e.amount);
	}
}

bool
crm_see_life(Datum history, int32 as_of, bool with_money, int32 trend_days, crm_life *life)
{
	crm_reader	r = crm_open_history(history);

	crm_finite_day(as_of, "as_of");
	*life = (crm_life) {0};
	if (trend_days > 0)
		walk(r, as_of, with_money, trend_days, life);
	else if (with_money)
		walk(r, as_of, true, 0, life);
	else
		walk(r, as_of, false, 0, life);
	if (life->purchases == 0)
		return false;
	life->silence = as_of - life->last_day;
	return true;
}
