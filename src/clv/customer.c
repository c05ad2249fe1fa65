#include "clv/customer.h"

#include "core/check.h"
#include "core/numeric.h"
#include "history/history.h"

bool
crm_see_customer(Datum history, int32 as_of, crm_customer *c)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;
	bool		known = false;

	crm_finite_day(as_of, "as_of");
	*c = (crm_customer) {0};
	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		if (!known)
		{
			known = e.orders > 0;
			c->first_day = e.day;
			c->T = as_of - e.day;
			continue;
		}
		if (e.orders > 0)
		{
			c->x++;
			c->t_x = e.day - c->first_day;
		}
		if (!crm_money_add(&c->repeat_spend, e.amount))
			crm_money_overflow();
	}
	return known;
}

bool
crm_mean_spend(const crm_customer *c, double *mean)
{
	if (c->x == 0 || c->repeat_spend.units <= 0)
		return false;
	*mean = crm_money_to_double(c->repeat_spend) / c->x;
	return *mean > 0;
}
