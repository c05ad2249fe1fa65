/*
 * Recency, frequency and monetary value of a history, as of a date.
 */
#include "rfm/values.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/check.h"
#include "core/numeric.h"
#include "history/history.h"

bool
crm_look(Datum history, int32 as_of, bool with_money, crm_seen *seen)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;
	bool		first = true;

	crm_finite_day(as_of, "as_of");
	*seen = (crm_seen) {0};
	while (crm_next_entry(&r, &e) && e.day <= as_of)
	{
		if (e.orders > 0)
			seen->recency = as_of - e.day;
		seen->orders += e.orders;
		if (first)
			seen->total = e.amount;
		else if (with_money && !crm_money_add(&seen->total, e.amount))
			crm_money_overflow();
		first = false;
	}
	return seen->orders > 0;
}

static bool
look(FunctionCallInfo fcinfo, bool with_money, crm_seen *seen)
{
	return crm_look(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), with_money, seen);
}

CRM_FUNCTION(crm_recency)
{
	crm_seen	seen;

	if (!look(fcinfo, false, &seen))
		PG_RETURN_NULL();
	PG_RETURN_INT32(seen.recency);
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
