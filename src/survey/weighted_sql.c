/*
 * The aggregates satisfaction_index, gap and weighted_gap. Their state is a
 * sample of the values, times their weights, and of the weights.
 */
#include "core/compat.h"

#include <math.h>

#include "core/check.h"
#include "core/enums.h"
#include "core/sample.h"
#include "survey/weighted.h"

static const char *const weightings[CRM_WEIGHTINGS] = {"normalise", "sum_to_1", "sum_to_100"};

/* Argument `at`, or the default where there is none. */
static double
get_weighting(FunctionCallInfo fcinfo, int at)
{
	if (PG_NARGS() <= at)
		return CRM_WEIGHTS_NORMALISE;
	crm_not_null(PG_ARGISNULL(at), "weighting");
	return crm_enum_place(PG_GETARG_OID(at), weightings, CRM_WEIGHTINGS);
}

static double
get_weight(FunctionCallInfo fcinfo, int at)
{
	double		weight = crm_finite(PG_GETARG_FLOAT8(at), "weight");

	if (weight < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight must not be below 0, as %g is", weight)));
	return weight;
}

static double
get_number(FunctionCallInfo fcinfo, int at, const char *name)
{
	crm_not_null(PG_ARGISNULL(at), name);
	return crm_finite(PG_GETARG_FLOAT8(at), name);
}

/* (state, rating, weight, low, high [, weighting]) */
CRM_FUNCTION(crm_satisfaction_index_add)
{
	double		param[3] = {get_number(fcinfo, 3, "low"), get_number(fcinfo, 4, "high"), get_weighting(fcinfo, 5)};
	double		range = crm_finite(param[1] - param[0], "high - low"),
				rating,
				weight;
	double		row[2];

	if (!(range > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("low must be below high"),
				 errdetail("They are the ends of the scale of the ratings: here %g and %g.", param[0], param[1])));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	rating = crm_finite(PG_GETARG_FLOAT8(1), "rating");
	weight = get_weight(fcinfo, 2);
	if (!(rating >= param[0] && rating <= param[1]))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rating must lie between low and high"),
				 errdetail("It is %g, on a scale of %g to %g.", rating, param[0], param[1])));
	row[0] = weight * ((rating - param[0]) / range);
	row[1] = weight;
	return crm_sample_add(fcinfo, 2, row, 3, param, "low, high and weighting");
}

/* (state, perceived, expected) */
CRM_FUNCTION(crm_gap_add)
{
	double		gap;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	gap = crm_finite(crm_finite(PG_GETARG_FLOAT8(1), "perceived") - crm_finite(PG_GETARG_FLOAT8(2), "expected"),
					 "perceived - expected");
	return crm_sample_add(fcinfo, 1, &gap, 0, NULL, NULL);
}

/* (state, gap, weight [, weighting]) */
CRM_FUNCTION(crm_weighted_gap_add)
{
	double		weighting = get_weighting(fcinfo, 3);
	double		row[2];

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	row[1] = get_weight(fcinfo, 2);
	row[0] = crm_finite(crm_finite(PG_GETARG_FLOAT8(1), "gap") * row[1], "gap * weight");
	return crm_sample_add(fcinfo, 2, row, 1, &weighting, "weighting");
}

static double
sum(const crm_column *column)
{
	double		s = crm_column_sum(column);

	if (!isfinite(s))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the sum of the rows is out of range"),
				 errhint("Choose a larger unit.")));
	return s;
}

/* The weighted mean of a sample with weights; false where they are all 0. */
static bool
weighted_mean(const crm_sample_view *sample, double weighting, double *mean)
{
	double		weights = sum(&sample->column[1]);

	if (weighting < 0 || weighting >= CRM_WEIGHTINGS || weights < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the sample is that of another aggregate")));
	if (sample->column[1].n == 0)
		return false;
	if (!crm_weights_sum((crm_weighting) weighting, weights))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the weights sum to %.10g, not to %s", weights, weighting == CRM_WEIGHTS_SUM_TO_1 ? "1" : "100"),
				 errhint("Weighting 'normalise' divides by their sum, whatever it is.")));
	if (weights == 0)
		return false;
	*mean = crm_finite(sum(&sample->column[0]) / weights, "the weighted mean");
	return true;
}

CRM_FUNCTION(crm_satisfaction_index_final)
{
	crm_sample_view sample;
	double		mean;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 2, 3);
	if (!weighted_mean(&sample, sample.param[2], &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(100 * fmin(fmax(mean, 0), 1));
}

CRM_FUNCTION(crm_gap_final)
{
	crm_sample_view sample;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 1, 0);
	if (sample.column[0].n == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(sum(&sample.column[0]) / (double) crm_column_total(&sample.column[0]));
}

CRM_FUNCTION(crm_weighted_gap_final)
{
	crm_sample_view sample;
	double		mean;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 2, 1);
	if (!weighted_mean(&sample, sample.param[0], &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mean);
}
