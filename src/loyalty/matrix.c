/*
 * The two matrices of two by two: loyalty_kind and apostle.
 */
#include "core/compat.h"

#include "core/check.h"
#include "core/enums.h"

#define CELLS 4
#define DEFAULT_CUT 0.5

/* By 2 * (first is high) + (second is high). */
static const char *const loyalty_kind_name[CELLS] = {"none", "spurious", "latent", "true"};
static const char *const apostle_name[CELLS] = {"defector", "hostage", "mercenary", "apostle"};

/* A coordinate of one's own scale where cuts are given, of 0..1 where not. */
static double
coordinate(FunctionCallInfo fcinfo, int arg, const char *name)
{
	if (PG_NARGS() > 2)
		return crm_finite(PG_GETARG_FLOAT8(arg), name);
	return crm_between(PG_GETARG_FLOAT8(arg), name, 0, 1,
					   "For another scale say where high begins on each: cuts, such as ARRAY[4, 4] for 1 to 5.");
}

static Datum
cell(FunctionCallInfo fcinfo, const char *first_name, const char *second_name, const char *const *cell_name)
{
	double		cuts[2] = {DEFAULT_CUT, DEFAULT_CUT};
	double		first = coordinate(fcinfo, 0, first_name);
	double		second = coordinate(fcinfo, 1, second_name);

	if (PG_NARGS() > 2 && crm_numbers(PG_GETARG_DATUM(2), "cuts", cuts, 2) != 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cuts must be two numbers"),
				 errdetail("They are the least high %s and the least high %s.", first_name, second_name)));
	PG_RETURN_OID(crm_result_enum(fcinfo, cell_name, CELLS)->label[2 * (first >= cuts[0]) + (second >= cuts[1])]);
}

CRM_FUNCTION(crm_loyalty_kind)
{
	return cell(fcinfo, "attachment", "repurchase", loyalty_kind_name);
}

CRM_FUNCTION(crm_apostle)
{
	return cell(fcinfo, "satisfaction", "loyalty", apostle_name);
}
