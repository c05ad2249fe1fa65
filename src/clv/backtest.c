/*
 * crm.backtest: what a model foretold of each customer at the end of the
 * calibration, against what came until the end of the holdout.
 *
 * The state is a bigint[]. Forecasts are added up as whole numbers of 2^-30
 * purchases, so that the order of customers has no say in the sums.
 */
#include "clv/ask.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/int.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/date.h"

#include "core/call.h"
#include "core/check.h"
#include "history/history.h"

#define GRAIN 1073741824.0		/* 2^30 */

typedef enum crm_backtest_field
{
	CUSTOMERS,
	NEW_CUSTOMERS,				/* whose first order is in the holdout */
	ACTUAL,
	PREDICTED,					/* in grains, as are the two errors */
	ERROR_SUM,
	NAIVE,
	NAIVE_ERROR,
	FIELDS
} crm_backtest_field;

static int64 *
fields(ArrayType *state)
{
	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != FIELDS || ARR_HASNULL(state) || ARR_ELEMTYPE(state) != INT8OID)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the array is no state of crm.backtest")));
	return (int64 *) ARR_DATA_PTR(state);
}

static void
overflow(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("the purchases of a back-test pass 8 billion"),
			 errhint("Test parts of the base apart.")));
}

static void
add(int64 *sum, int64 value)
{
	if (pg_add_s64_overflow(*sum, value, sum))
		overflow();
}

static int64
grains(double purchases)
{
	if (!(purchases * GRAIN < (double) PG_INT64_MAX / 2))
		overflow();
	return (int64) rint(purchases * GRAIN);
}

/* Repeat purchases in the days after `after` up to `until`. */
static int64
repeats_between(Datum history, int32 first_day, int32 after, int32 until)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;
	int64		n = 0;

	while (crm_next_entry(&r, &e) && e.day <= until)
		n += e.day > after && e.day > first_day && e.orders > 0;
	return n;
}

/* (state, history, calibration_end, holdout_end, model) */
CRM_FUNCTION(crm_backtest_add)
{
	ArrayType  *state;
	int64	   *field;
	crm_site   *site;
	crm_who		who;
	crm_life	life;
	int32		from,
				to;
	int64		actual,
				naive,
				predicted;

	for (int i = 1; i < 5; i++)
		if (PG_ARGISNULL(i))
		{
			if (PG_ARGISNULL(0))
				PG_RETURN_NULL();
			PG_RETURN_DATUM(PG_GETARG_DATUM(0));
		}
	if (PG_ARGISNULL(0))
	{
		Datum		zeros[FIELDS] = {0};

		state = construct_array(zeros, FIELDS, INT8OID, sizeof(int64), true, TYPALIGN_DOUBLE);
	}
	else
		state = crm_in_aggregate(fcinfo) ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0);
	field = fields(state);

	from = crm_finite_day(PG_GETARG_DATEADT(2), "calibration_end");
	to = crm_finite_day(PG_GETARG_DATEADT(3), "holdout_end");
	if (to <= from)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("holdout_end must lie after calibration_end")));
	site = crm_purchase_site(fcinfo, 4);
	if (!crm_get_who(fcinfo, site, CRM_FORM_HISTORY, 1, &who))
	{
		add(&field[NEW_CUSTOMERS], crm_see_life(PG_GETARG_DATUM(1), to, CRM_LIFE_NONE, 0, &life));
		PG_RETURN_ARRAYTYPE_P(state);
	}
	crm_see_life(PG_GETARG_DATUM(1), from, CRM_LIFE_NONE, 0, &life);
	actual = repeats_between(PG_GETARG_DATUM(1), life.first_day, from, to);
	naive = repeats_between(PG_GETARG_DATUM(1), life.first_day, from - (to - from), from);
	predicted = grains(crm_expected_purchases(site, &who, (to - from) / who.unit));

	add(&field[CUSTOMERS], 1);
	add(&field[ACTUAL], actual);
	add(&field[PREDICTED], predicted);
	add(&field[ERROR_SUM], llabs(predicted - grains((double) actual)));
	add(&field[NAIVE], naive);
	add(&field[NAIVE_ERROR], llabs(naive - actual));
	PG_RETURN_ARRAYTYPE_P(state);
}

CRM_FUNCTION(crm_backtest_merge)
{
	ArrayType  *state = crm_in_aggregate(fcinfo) ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0);
	int64	   *a = fields(state);
	const int64 *b = fields(PG_GETARG_ARRAYTYPE_P(1));

	for (int i = 0; i < FIELDS; i++)
		add(&a[i], b[i]);
	PG_RETURN_ARRAYTYPE_P(state);
}

CRM_FUNCTION(crm_backtest_report)
{
	const int64 *field = fields(PG_GETARG_ARRAYTYPE_P(0));
	double		customers = (double) field[CUSTOMERS],
				predicted = field[PREDICTED] / GRAIN;
	Datum		values[9] = {
		Int64GetDatum(field[CUSTOMERS]), Int64GetDatum(field[NEW_CUSTOMERS]), Int64GetDatum(field[ACTUAL]),
		Float8GetDatum(predicted), Int64GetDatum(field[NAIVE])
	};
	bool		nulls[9] = {false};

	if (field[CUSTOMERS] > 0)
	{
		values[5] = Float8GetDatum(field[ERROR_SUM] / GRAIN / customers);
		values[6] = Float8GetDatum((predicted - (double) field[ACTUAL]) / customers);
		values[7] = Float8GetDatum((double) field[NAIVE_ERROR] / customers);
		values[8] = Float8GetDatum((double) (field[NAIVE] - field[ACTUAL]) / customers);
	}
	else
		nulls[5] = nulls[6] = nulls[7] = nulls[8] = true;
	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}
