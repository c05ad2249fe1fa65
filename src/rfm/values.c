/*
 * Recency, frequency and monetary value of a history, as of a date.
 */
#include "core/compat.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "core/numeric.h"
#include "history/life.h"

static bool
look(FunctionCallInfo fcinfo, crm_life_money money, crm_life *life)
{
	return crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), money, 0, life);
}

CRM_FUNCTION(crm_recency)
{
	crm_life	life;

	if (!look(fcinfo, CRM_LIFE_NONE, &life))
		PG_RETURN_NULL();
	PG_RETURN_INT32(life.silence);
}

CRM_FUNCTION(crm_frequency)
{
	crm_life	life;

	if (!look(fcinfo, CRM_LIFE_NONE, &life))
		PG_RETURN_NULL();
	PG_RETURN_INT32(life.orders);
}

CRM_FUNCTION(crm_monetary)
{
	crm_life	life;

	if (!look(fcinfo, CRM_LIFE_TOTAL, &life))
		PG_RETURN_NULL();
	return crm_money_to_numeric(life.total);
}

CRM_FUNCTION(crm_average_order)
{
	crm_life	life;

	if (!look(fcinfo, CRM_LIFE_TOTAL, &life))
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_div, crm_money_to_numeric(life.total),
							   NumericGetDatum(int64_to_numeric(life.orders)));
}
