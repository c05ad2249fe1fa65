/*
 * crm.share_of_wallet: what a customer spends here, of all that is spent.
 */
#include "core/compat.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/check.h"
#include "core/numeric.h"

static void
not_negative(crm_money m, const char *name)
{
	if (m.units < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be below 0", name),
				 errhint("A customer whose returns exceed the orders has no share of a wallet: leave such rows out.")));
}

CRM_FUNCTION(crm_share_of_wallet)
{
	crm_money	own = crm_money_from_numeric(crm_finite_numeric(PG_GETARG_DATUM(0), "own"));
	crm_money	category = crm_money_from_numeric(crm_finite_numeric(PG_GETARG_DATUM(1), "category"));
	int			scale = Max(own.scale, category.scale);

	not_negative(own, "own");
	not_negative(category, "category");
	if (!crm_money_rescale(&own, scale) || !crm_money_rescale(&category, scale))
		crm_money_overflow();
	if (own.units > category.units)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("own must not be above category"),
				 errdetail("The spend in the category includes what is spent here."),
				 errhint("Where category is what is spent with others, add own to it.")));
	if (category.units == 0)
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_div, PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));
}
