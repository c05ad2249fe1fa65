/*
 * The aggregate crm.price_sensitivity.
 */
#include "core/compat.h"

#include "core/check.h"
#include "core/sample.h"
#include "loyalty/counts.h"
#include "loyalty/demand.h"

static double
above_zero(double value, const char *name)
{
	if (!(crm_finite(value, name) > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be above 0, not %g", name, value),
				 errdetail("An elasticity is computed from logarithms."),
				 errhint("Leave returns and gifts out: FILTER (WHERE quantity > 0 AND price > 0).")));
	return value;
}

static crm_demand
read_state(ArrayType *state)
{
	crm_demand	d;

	if (!crm_demand_read(crm_counts(state, CRM_DEMAND_WORDS), &d))
		crm_counts_malformed();
	return d;
}

static Datum
write_state(ArrayType *state, const crm_demand *d, bool in_range)
{
	if (!in_range)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many orders for one elasticity"),
				 errhint("Aggregate by customer or by product.")));
	crm_demand_write(d, crm_counts(state, CRM_DEMAND_WORDS));
	PG_RETURN_ARRAYTYPE_P(state);
}

/* (state, quantity, price) */
CRM_FUNCTION(crm_price_sensitivity_add)
{
	ArrayType  *state;
	crm_demand	d;
	double		quantity,
				price;
	bool		in_range;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	quantity = above_zero(PG_GETARG_FLOAT8(1), "quantity");
	price = above_zero(PG_GETARG_FLOAT8(2), "price");
	state = crm_counts_open(fcinfo, CRM_DEMAND_WORDS);
	d = read_state(state);
	in_range = crm_demand_add(&d, quantity, price);
	return write_state(state, &d, in_range);
}

CRM_FUNCTION(crm_price_sensitivity_merge)
{
	ArrayType  *state = crm_counts_open(fcinfo, CRM_DEMAND_WORDS);
	crm_demand	d = read_state(state);
	crm_demand	other = read_state(PG_GETARG_ARRAYTYPE_P(1));
	bool		in_range = crm_demand_merge(&d, &other);

	return write_state(state, &d, in_range);
}

CRM_FUNCTION(crm_price_sensitivity_final)
{
	crm_demand	d = read_state(PG_GETARG_ARRAYTYPE_P(0));
	double		elasticity;

	if (!crm_demand_elasticity(&d, &elasticity))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(elasticity);
}
