/*
 * Recency, frequency and monetary value of a history, as of a date.
 */
#include "history/history.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/check.h"
#include "core/numeric.h"

typedef struct crm_seen
{
	int32		orders;
	int32		last_day;		/* with an order */
	crm_money	total;
} crm_seen;

/* What a history shows up to a day; false where it shows no order. */
static bool
look(FunctionCallInfo fcinfo, bool with_money, crm_seen *seen)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	int32		as_of = crm_finite_day(PG_GETARG_DATEADT(1), "as_of");
	crm_entry	e;

	*seen = (crm_seen) {0};
	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		if (e.orders > 0)
			seen->last_day = e.day;
		seen->orders += e.orders;
		if (with_money && !crm_money_add(&seen->total, e.amount))
			crm_money_overflow();
	}
	return seen->orders > 0;
}

CRM_FUNCTION(crm_recency)
{
	crm_seen	seen;

	if (!look(fcinfo, false, &seen))
		PG_RETURN_NULL();
	PG_RETURN_INT32(PG_GETARG_DATEADT(1) - seen.last_day);
}

CRM_FUNCTION(crm_frequency)
{
	crm_seen	seen;

	if (!look(fcinfo, false, &seen))
		PG_RETURN_NULL();
	PG_RETURN_INT32(seen.orders);
}

CRM_FUNCTION(crm_monetary)
{
	crm_seen	seen;

	if (!look(fcinfo, true, &seen))
		PG_RETURN_NULL();
	return crm_money_to_numeric(seen.total);
}

CRM_FUNCTION(crm_average_order)
{
	crm_seen	seen;

	if (!look(fcinfo, true, &seen))
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_div, crm_money_to_numeric(seen.total),
							   NumericGetDatum(int64_to_numeric(seen.orders)));
}
