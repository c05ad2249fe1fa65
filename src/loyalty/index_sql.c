/*
 * crm.loyalty_index: of arrays, of the eight indicators, and as an aggregate.
 */
#include "core/compat.h"

#include "core/check.h"
#include "core/sample.h"
#include "loyalty/index.h"
#include "loyalty/indicator.h"

#define NAMED 8

/* The named indicators, and whether more of them is less loyal. */
static const struct
{
	const char *name;
	bool		against;
}			named[NAMED] = {
	{"repeat_purchase", false}, {"needs_met", false}, {"brand_attention", false}, {"rival_attention", true},
	{"price_sensitivity", true}, {"choice_time", true}, {"fault_tolerance", false}, {"identification", false}
};

static double
check_weight(double value)
{
	if (!crm_is_weight(crm_finite(value, "weight")))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a weight must be 0, or between %g and %g, not %g", CRM_WEIGHT_MIN, CRM_WEIGHT_MAX, value),
				 errhint("Weights are relative: they need not sum to 1.")));
	return value + 0.0;
}

static void
get_weights(Datum array, double *weights, int n)
{
	int			given = crm_numbers(array, "weights", weights, CRM_INDEX_ROWS_MAX);

	if (given != n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be a weight for each indicator"),
				 errdetail("There are %d indicators and %d weights.", n, given)));
	for (int i = 0; i < n; i++)
		weights[i] = check_weight(weights[i]);
}

static Datum
index_of(FunctionCallInfo fcinfo, double *indicators, double *weights, int n)
{
	double		index;

	if (!crm_index_of_rows(indicators, weights, n, &index))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(index);
}

/* loyalty_index(indicators, weights) */
CRM_FUNCTION(crm_loyalty_index_arrays)
{
	double		indicators[CRM_INDEX_ROWS_MAX],
				weights[CRM_INDEX_ROWS_MAX];
	int			n = crm_numbers(PG_GETARG_DATUM(0), "indicators", indicators, CRM_INDEX_ROWS_MAX);

	for (int i = 0; i < n; i++)
		indicators[i] = crm_check_indicator(indicators[i], "an indicator");
	get_weights(PG_GETARG_DATUM(1), weights, n);
	return index_of(fcinfo, indicators, weights, n);
}

/* The eight indicators, then their weights. */
CRM_FUNCTION(crm_loyalty_index_named)
{
	double		indicators[NAMED],
				weights[CRM_INDEX_ROWS_MAX];

	for (int i = 0; i < NAMED; i++)
	{
		double		value = crm_check_indicator(PG_GETARG_FLOAT8(i), named[i].name);

		indicators[i] = named[i].against ? 1 - value : value;
	}
	get_weights(PG_GETARG_DATUM(NAMED), weights, NAMED);
	return index_of(fcinfo, indicators, weights, NAMED);
}

/* (state, indicator, weight) */
CRM_FUNCTION(crm_loyalty_index_add)
{
	double		row[2];

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	row[0] = crm_check_indicator(PG_GETARG_FLOAT8(1), "indicator");
	row[1] = check_weight(PG_GETARG_FLOAT8(2));
	row[0] *= row[1];
	return crm_sample_add(fcinfo, 2, row, 0, NULL, NULL);
}

CRM_FUNCTION(crm_loyalty_index_final)
{
	crm_sample_view sample;
	const crm_column *products = &sample.column[0],
			   *weights = &sample.column[1];
	double		index;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 2, 0);
	if (weights->n == 0)
		PG_RETURN_NULL();
	/* Products are at most their weights. */
	if (products->value[0] < 0 || weights->value[0] < 0 || weights->value[weights->n - 1] > CRM_WEIGHT_MAX ||
		products->value[products->n - 1] > weights->value[weights->n - 1])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the sample is that of another aggregate")));
	if (!crm_index_of_columns(products, weights, &index))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(index);
}
