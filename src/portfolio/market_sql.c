/*
 * Growth of a market and shares of it. A ratio to 0 is no number: NULL.
 */
#include "core/compat.h"

#include "portfolio/amount.h"
#include "portfolio/ratio.h"

static Datum
growth(FunctionCallInfo fcinfo, crm_read_amount read, int years)
{
	crm_money	current = crm_sales(read, PG_GETARG_DATUM(0), "current");
	crm_money	base = crm_sales(read, PG_GETARG_DATUM(1), "base");

	if (years < 1 || years > CRM_MOST_YEARS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("years must be between 1 and %d, not %d", CRM_MOST_YEARS, years)));
	if (base.units == 0)
		PG_RETURN_NULL();
	crm_align(&current, &base);
	PG_RETURN_FLOAT8(crm_compound_growth(current.units, base.units, years));
}

CRM_FUNCTION(crm_market_growth_numeric)
{
	return growth(fcinfo, crm_amount_numeric, 1);
}

CRM_FUNCTION(crm_market_growth_float8)
{
	return growth(fcinfo, crm_amount_float8, 1);
}

CRM_FUNCTION(crm_market_growth_years_numeric)
{
	return growth(fcinfo, crm_amount_numeric, PG_GETARG_INT32(2));
}

CRM_FUNCTION(crm_market_growth_years_float8)
{
	return growth(fcinfo, crm_amount_float8, PG_GETARG_INT32(2));
}

static Datum
ratio(crm_money own, crm_money other)
{
	if (other.units == 0)
		return (Datum) 0;
	return Float8GetDatum(crm_ratio(own.units, other.units));
}

static Datum
market_share(FunctionCallInfo fcinfo, crm_read_amount read)
{
	crm_money	own = crm_sales(read, PG_GETARG_DATUM(0), "own");
	crm_money	industry = crm_sales(read, PG_GETARG_DATUM(1), "industry");

	crm_align(&own, &industry);
	if (own.units > industry.units)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("own must not exceed industry"),
				 errdetail("The sales of an industry are those of all its companies, one's own among them.")));
	fcinfo->isnull = industry.units == 0;
	return ratio(own, industry);
}

CRM_FUNCTION(crm_market_share_numeric)
{
	return market_share(fcinfo, crm_amount_numeric);
}

CRM_FUNCTION(crm_market_share_float8)
{
	return market_share(fcinfo, crm_amount_float8);
}

static Datum
relative_share(FunctionCallInfo fcinfo, crm_read_amount read)
{
	crm_money	own = crm_sales(read, PG_GETARG_DATUM(0), "own");
	crm_money	rival = crm_sales(read, PG_GETARG_DATUM(1), "largest_rival");

	crm_align(&own, &rival);
	fcinfo->isnull = rival.units == 0;
	return ratio(own, rival);
}

CRM_FUNCTION(crm_relative_share_numeric)
{
	return relative_share(fcinfo, crm_amount_numeric);
}

CRM_FUNCTION(crm_relative_share_float8)
{
	return relative_share(fcinfo, crm_amount_float8);
}
