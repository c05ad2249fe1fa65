/*
 * Contracts: who renews, and for how long.
 */
#include "core/compat.h"

#include <math.h>

#include "clv/model_type.h"
#include "clv/sbg.h"
#include "core/check.h"

static void
read_contract(FunctionCallInfo fcinfo, crm_model *m)
{
	crm_read_model(PG_GETARG_DATUM(0), m);
	if (m->kind != CRM_SBG)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a model of %s is asked what only sbg can answer", crm_model_kind_names[m->kind]),
				 errhint("crm.fit_sbg fits a model of contracts.")));
}

/* Argument 1: a number of renewals. */
static int32
renewals(FunctionCallInfo fcinfo, const char *name, int32 least)
{
	int32		t = PG_GETARG_INT32(1);

	if (t < least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be at least %d, not %d", name, least, t)));
	return t;
}

CRM_FUNCTION(crm_contract_survival)
{
	crm_model	m;

	read_contract(fcinfo, &m);
	PG_RETURN_FLOAT8(crm_sbg_survival(m.parameter, renewals(fcinfo, "t", 0)));
}

CRM_FUNCTION(crm_contract_retention)
{
	crm_model	m;

	read_contract(fcinfo, &m);
	PG_RETURN_FLOAT8(crm_sbg_retention(m.parameter, renewals(fcinfo, "t", 1)));
}

/* (model, renewals, discount) */
CRM_FUNCTION(crm_contract_residual_lifetime)
{
	crm_model	m;
	double		discount = crm_finite(PG_GETARG_FLOAT8(2), "discount"),
				lifetime;

	read_contract(fcinfo, &m);
	if (discount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("discount must not be negative: %g", discount),
				 errhint("A discount of 10 %% from one renewal to the next is written 0.10.")));
	if (!crm_sbg_residual_lifetime(m.parameter, renewals(fcinfo, "renewals", 0), discount, &lifetime))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the residual lifetime is infinite"),
				 errdetail("Without a discount it is finite only where alpha is above 1; it is %g.", m.parameter[0]),
				 errhint("Pass a discount above 0.")));
	PG_RETURN_FLOAT8(lifetime);
}
