/*
 * Value without a fitted model: margin multiples.
 */
#include "core/compat.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "clv/deterministic.h"
#include "core/check.h"
#include "core/enums.h"

/* In the order of crm_first_margin. */
static const char *const first_margins[] = {"now", "period_end"};

static crm_first_margin
get_first(FunctionCallInfo fcinfo, int at)
{
	return (crm_first_margin) crm_enum_place(PG_GETARG_OID(at), first_margins, lengthof(first_margins));
}

static double
get_rate(FunctionCallInfo fcinfo, int at, const char *name, double most)
{
	double		rate = crm_finite(PG_GETARG_FLOAT8(at), name);

	if (!(rate >= 0 && rate <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 isinf(most) ? errmsg("%s must not be negative: %g", name, rate)
				 : errmsg("%s must lie between 0 and %g, not %g", name, most, rate),
				 errhint("80 %% is written 0.80.")));
	return rate;
}

static void
endless(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("a customer who never leaves is worth infinitely much without a discount"),
			 errhint("Pass a discount above 0 or a retention below 1.")));
}

/* (retention, discount, first margin) */
CRM_FUNCTION(crm_value_multiple)
{
	double		retention = get_rate(fcinfo, 0, "retention", 1),
				discount = get_rate(fcinfo, 1, "discount", INFINITY),
				multiple;

	if (!crm_margin_multiple(retention, discount, get_first(fcinfo, 2), &multiple))
		endless();
	PG_RETURN_FLOAT8(multiple);
}

/* (retention, discount, points, first margin) */
CRM_FUNCTION(crm_value_uplift)
{
	double		retention = get_rate(fcinfo, 0, "retention", 1),
				discount = get_rate(fcinfo, 1, "discount", INFINITY),
				points = crm_finite(PG_GETARG_FLOAT8(2), "points"),
				uplift;

	if (!(retention + points >= 0 && retention + points <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("retention and points together must lie between 0 and 1, not %g", retention + points),
				 errhint("Five points more are written 0.05.")));
	if (!crm_retention_uplift(retention, points, discount, get_first(fcinfo, 3), &uplift))
	{
		if (retention == 0)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("without retention a customer whose first margin is still to come is worth nothing that could rise by a part")));
		endless();
	}
	PG_RETURN_FLOAT8(uplift);
}

/* (revenue, product cost, service cost, marketing cost, referral profit) */
CRM_FUNCTION(crm_value_worth)
{
	Datum		worth = PG_GETARG_DATUM(0);

	for (int i = 1; i < 4; i++)
		worth = DirectFunctionCall2(numeric_sub, worth, PG_GETARG_DATUM(i));
	worth = DirectFunctionCall2(numeric_add, worth, PG_GETARG_DATUM(4));
	if (numeric_is_nan(DatumGetNumeric(worth)) || numeric_is_inf(DatumGetNumeric(worth)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("revenue, costs and profit must be finite numbers")));
	PG_RETURN_DATUM(worth);
}
