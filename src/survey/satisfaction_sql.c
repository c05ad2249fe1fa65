/*
 * The functions satisfaction, satisfaction_zone, importance_quadrant and
 * those of customer delivered value.
 */
#include "core/compat.h"

#include <math.h>

#include "core/check.h"
#include "core/enums.h"
#include "core/numeric.h"
#include "survey/satisfaction.h"

/* Arguments 0 and 1: what is perceived over what was expected. */
static double
get_ratio(FunctionCallInfo fcinfo)
{
	double		perceived = crm_finite(PG_GETARG_FLOAT8(0), "perceived"),
				expected = crm_finite(PG_GETARG_FLOAT8(1), "expected"),
				ratio;

	if (perceived < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("perceived must not be below 0, as %g is", perceived),
				 errhint("On a scale with negative points use perceived - expected, as crm.gap does.")));
	if (!(expected > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("expected must be above 0, not %g", expected),
				 errdetail("Satisfaction is what is perceived over what was expected.")));
	ratio = perceived / expected;
	if (isinf(ratio))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("perceived over expected is out of range")));
	return ratio;
}

CRM_FUNCTION(crm_satisfaction)
{
	PG_RETURN_FLOAT8(get_ratio(fcinfo));
}

/* (perceived, expected, tolerance) */
CRM_FUNCTION(crm_satisfaction_zone_of)
{
	static const char *const zones[CRM_ZONES] = {"dissatisfied", "satisfied", "delighted"};
	double		ratio = get_ratio(fcinfo),
				tolerance = crm_finite(PG_GETARG_FLOAT8(2), "tolerance");

	if (!(tolerance >= 0 && tolerance < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("tolerance must be at least 0 and below 1, not %g", tolerance),
				 errhint("A tolerance of 5 %% of what was expected is written 0.05.")));
	PG_RETURN_OID(crm_result_enum(fcinfo, zones, CRM_ZONES)->label[crm_satisfaction_zone(ratio, tolerance)]);
}

/* (importance, performance, cuts) */
CRM_FUNCTION(crm_importance_quadrant_of)
{
	static const char *const quadrants[CRM_QUADRANTS] = {
		"concentrate_here", "keep_up", "low_priority", "possible_overkill"
	};
	double		importance = crm_finite(PG_GETARG_FLOAT8(0), "importance"),
				performance = crm_finite(PG_GETARG_FLOAT8(1), "performance"),
				cuts[2];

	if (crm_numbers(PG_GETARG_DATUM(2), "cuts", cuts, 2) != 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cuts must be two numbers: of importance, of performance"),
				 errhint("The default is {3, 3}, the middle of scales of 1 to 5.")));
	PG_RETURN_OID(crm_result_enum(fcinfo, quadrants, CRM_QUADRANTS)->label[crm_importance_quadrant(importance, performance, cuts)]);
}

#define PARTS 4

static const char *const part_name[2 * PARTS] = {
	"product", "service", "personnel", "image", "money", "time", "energy", "effort"
};

/* The sum of four arguments from `first` on, none of them below 0. */
static crm_money
get_total(FunctionCallInfo fcinfo, int first)
{
	crm_money	total = {0, 0};

	for (int i = first; i < first + PARTS; i++)
	{
		crm_money	part = crm_money_from_numeric(crm_finite_numeric(PG_GETARG_DATUM(i), part_name[i]));

		if (part.units < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must not be below 0", part_name[i]),
					 errhint("What takes away from the value is a cost, and what saves cost a value.")));
		if (!crm_money_add(&total, part))
			crm_money_overflow();
	}
	return total;
}

/* (product, service, personnel, image, money, time, energy, effort) */
CRM_FUNCTION(crm_delivered_value)
{
	crm_money	value = get_total(fcinfo, 0),
				cost = get_total(fcinfo, PARTS);

	cost.units = -cost.units;
	if (!crm_money_add(&value, cost))
		crm_money_overflow();
	return crm_money_to_numeric(value);
}

CRM_FUNCTION(crm_delivered_value_ratio)
{
	crm_money	value = get_total(fcinfo, 0),
				cost = get_total(fcinfo, PARTS);

	if (cost.units == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(crm_money_to_double(value) / crm_money_to_double(cost));
}
