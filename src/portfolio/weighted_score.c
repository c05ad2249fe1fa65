/*
 * The aggregate weighted_score.
 */
#include "core/compat.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/check.h"
#include "portfolio/sums.h"

/* The sums that are its state. */
enum
{
	WEIGHTED, WEIGHTS, ROWS, NORMALISED, SUMS
};

/* What weights may miss 1 by: thirds are written with some decimals. */
#define TOLERANCE 1e-9

/* (state, rating, weight [, normalise]) */
CRM_FUNCTION(crm_weighted_score_add)
{
	Datum		values[SUMS];
	bool		normalise = false;
	double		rating,
				weight;

	if (PG_NARGS() > 3)
	{
		crm_not_null(PG_ARGISNULL(3), "normalise");
		normalise = PG_GETARG_BOOL(3);
	}
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return crm_sums_skip(fcinfo, SUMS);
	rating = crm_between(PG_GETARG_FLOAT8(1), "rating", 1, 5, NULL);
	weight = crm_finite(PG_GETARG_FLOAT8(2), "weight");
	if (weight < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight must not be negative: %g", weight)));
	values[WEIGHTS] = crm_decimal(weight);
	values[WEIGHTED] = DirectFunctionCall2(numeric_mul, crm_decimal(rating), values[WEIGHTS]);
	values[ROWS] = NumericGetDatum(int64_to_numeric(1));
	values[NORMALISED] = NumericGetDatum(int64_to_numeric(normalise));
	return crm_sums_add(fcinfo, SUMS, values);
}

static void
check_weights(Datum weights, bool normalise)
{
	Datum		one = NumericGetDatum(int64_to_numeric(1)),
				off = DirectFunctionCall1(numeric_abs, DirectFunctionCall2(numeric_sub, weights, one));

	if (normalise && crm_numeric_cmp(weights, NumericGetDatum(int64_to_numeric(0))) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weights are all 0")));
	if (!normalise && crm_numeric_cmp(off, crm_decimal(TOLERANCE)) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weights sum to %s, not to 1", DatumGetCString(DirectFunctionCall1(numeric_out, weights))),
				 errdetail("Rows with a NULL rating or weight do not count."),
				 errhint("crm.weighted_score(rating, weight, true) divides by the sum of the weights.")));
}

CRM_FUNCTION(crm_weighted_score_final)
{
	Datum		sums[SUMS],
				most;
	bool		normalise;

	crm_sums_read(PG_GETARG_DATUM(0), SUMS, sums);
	normalise = crm_numeric_cmp(sums[NORMALISED], NumericGetDatum(int64_to_numeric(0))) > 0;
	if (normalise && crm_numeric_cmp(sums[NORMALISED], sums[ROWS]) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be the same in every row", "normalise")));
	most = DirectFunctionCall2(numeric_mul, NumericGetDatum(int64_to_numeric(5)), sums[WEIGHTS]);
	if (crm_numeric_cmp(sums[WEIGHTED], sums[WEIGHTS]) < 0 || crm_numeric_cmp(sums[WEIGHTED], most) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the array is not a state of this aggregate")));
	check_weights(sums[WEIGHTS], normalise);
	return crm_sums_ratio(sums[WEIGHTED], sums[WEIGHTS]);
}
