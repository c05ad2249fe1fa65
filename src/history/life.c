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
walk(crm_reader r, int32 as_of, crm_life_money money, int32 trend_days, crm_life *life)
{
	int64		recent = (int64) as_of - trend_days;
	int64		before = recent - trend_days;
	crm_entry	e;

	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		/* What comes up to the first purchase waits in total for the rest. */
		if (life->purchases > 0 && money != CRM_LIFE_NONE)
			add_up(&life->repeat_total, e.amount);
		else if (money == CRM_LIFE_TOTAL)
			add_up(&life->total, e.amount);
		if (e.orders > 0)
		{
			if (life->purchases == 0)
				life->first_day = e.day;
			life->last_day = e.day;
			life->purchases++;
			life->orders += e.orders;
		}
		if (trend_days > 0 && e.day > before)
			add_up(e.day > recent ? &life->recent : &life->before, e.amount);
	}
}

bool
crm_see_life(Datum history, int32 as_of, crm_life_money money, int32 trend_days, crm_life *life)
{
	crm_reader	r = crm_open_history(history);

	crm_finite_day(as_of, "as_of");
	*life = (crm_life) {0};
	if (trend_days > 0)
		walk(r, as_of, money, trend_days, life);
	else if (money != CRM_LIFE_NONE)
		walk(r, as_of, money, 0, life);
	else
		walk(r, as_of, CRM_LIFE_NONE, 0, life);
	if (life->purchases == 0)
		return false;
	if (money == CRM_LIFE_TOTAL)
		add_up(&life->total, life->repeat_total);
	life->silence = as_of - life->last_day;
	return true;
}
