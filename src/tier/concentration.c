/*
 * The aggregates pareto_share, gini and lorenz.
 */
#include "core/compat.h"

#include <math.h>

#include "core/check.h"
#include "core/sample.h"
#include "tier/shares.h"

#define DEFAULT_TOP 0.20
#define POINTS_MAX 10000

/* A transition whose rows are values of 0 and above. */
static Datum
add_value(FunctionCallInfo fcinfo, int params, const double *param, const char *param_name)
{
	double		value;

	if (PG_ARGISNULL(1))
		CRM_SKIP_ROW();
	value = crm_finite(PG_GETARG_FLOAT8(1), "value");
	if (value < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value must not be below 0, as %g is", value),
				 errdetail("Shares of a total are not defined where some take away from it."),
				 errhint("Leave such rows out: FILTER (WHERE value >= 0).")));
	return crm_sample_add(fcinfo, 1, &value, params, param, param_name);
}

CRM_FUNCTION(crm_gini_add)
{
	return add_value(fcinfo, 0, NULL, NULL);
}

CRM_FUNCTION(crm_pareto_add)
{
	double		top = DEFAULT_TOP;

	if (PG_NARGS() > 2)
	{
		crm_not_null(PG_ARGISNULL(2), "top");
		top = crm_share(PG_GETARG_FLOAT8(2), "top");
	}
	return add_value(fcinfo, 1, &top, "top");
}

static double
check_points(double points)
{
	if (!(points >= 1 && points <= POINTS_MAX && points == floor(points)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("points must be between 1 and %d, not %.0f", POINTS_MAX, points)));
	return points;
}

CRM_FUNCTION(crm_lorenz_add)
{
	double		points;

	crm_not_null(PG_ARGISNULL(2), "points");
	points = check_points(PG_GETARG_INT32(2));
	return add_value(fcinfo, 1, &points, "points");
}

/* The one column of a sample that one of these made. */
static crm_column
read_column(FunctionCallInfo fcinfo, int params, crm_sample_view *sample)
{
	crm_sample_read(PG_GETARG_DATUM(0), sample);
	crm_sample_expect(sample, 1, params);
	if (sample->column[0].n > 0 && sample->column[0].value[0] < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the sample has values below 0")));
	return sample->column[0];
}

CRM_FUNCTION(crm_gini_final)
{
	crm_sample_view sample;
	crm_column	column = read_column(fcinfo, 0, &sample);
	double		gini;

	if (!crm_gini(&column, &gini))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(gini);
}

CRM_FUNCTION(crm_pareto_final)
{
	crm_sample_view sample;
	crm_column	column = read_column(fcinfo, 1, &sample);
	double		share;

	if (!crm_pareto_share(&column, crm_share(sample.param[0], "top"), &share))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(share);
}

CRM_FUNCTION(crm_lorenz_final)
{
	crm_sample_view sample;
	crm_column	column = read_column(fcinfo, 1, &sample);
	int			points = (int) check_points(sample.param[0]);
	double	   *curve = palloc((points + 1) * sizeof(double));

	if (!crm_lorenz(&column, points, curve))
		PG_RETURN_NULL();
	return crm_array(curve, points + 1);
}
