/*
 * The aggregates crm.retention_curve and crm.revenue_curve, and crm.cohort.
 */
#include "core/compat.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "core/numeric.h"
#include "history/history.h"
#include "lifecycle/curve.h"

static const char *const retention_name[] = {"bounded", "unbounded"};

/* The enum arguments of a call site, looked up again only when they are others. */
typedef struct enum_memo
{
	Oid			period_oid,
				retention_oid;
	crm_period	period;
	bool		unbounded;
} enum_memo;

static enum_memo *
get_memo(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(enum_memo));
	return fcinfo->flinfo->fn_extra;
}

static crm_period
get_period(enum_memo *memo, Oid value)
{
	if (memo->period_oid != value)
	{
		memo->period = (crm_period) crm_enum_place(value, crm_period_name, CRM_PERIODS);
		memo->period_oid = value;
	}
	return memo->period;
}

static bool
get_unbounded(enum_memo *memo, Oid value)
{
	if (memo->retention_oid != value)
	{
		memo->unbounded = crm_enum_place(value, retention_name, lengthof(retention_name)) == 1;
		memo->retention_oid = value;
	}
	return memo->unbounded;
}

CRM_FUNCTION(crm_cohort)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_period	period = get_period(get_memo(fcinfo), PG_GETARG_OID(1));
	crm_entry	first;

	if (!crm_curve_first(&r, CRM_DAY_MAX, &first))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(crm_period_begin(period, crm_period_number(period, first.day)));
}

static int64 *
numbers_of(ArrayType *state)
{
	return (int64 *) ARR_DATA_PTR(state);
}

static size_t
length_of(ArrayType *state)
{
	return ARR_NDIM(state) == 1 && !ARR_HASNULL(state) && ARR_ELEMTYPE(state) == INT8OID ? ARR_DIMS(state)[0] : 0;
}

/* A state as an array: as it is, where it may be changed or is only read, or a copy. */
static ArrayType *
open_state(Datum datum, bool as_it_is)
{
	return as_it_is ? DatumGetArrayTypeP(datum) : DatumGetArrayTypePCopy(datum);
}

static void
check_state(bool valid)
{
	if (unlikely(!valid))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("malformed state of a retention or revenue curve"),
				 errhint("Such states are made by the aggregates crm.retention_curve and crm.revenue_curve alone.")));
}

static void
check_same(bool same)
{
	if (unlikely(!same))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period, periods, as_of and retention must be the same in every row"),
				 errhint("Different curves need an aggregate each.")));
}

static ArrayType *
new_state(const crm_curve_spec *spec)
{
	size_t		n = crm_curve_length(spec->periods);
	Size		size = ARR_OVERHEAD_NONULLS(1) + n * sizeof(int64);
	ArrayType  *state = palloc0(size);

	SET_VARSIZE(state, size);
	state->ndim = 1;
	state->elemtype = INT8OID;
	ARR_DIMS(state)[0] = (int) n;
	ARR_LBOUND(state)[0] = 1;
	crm_curve_begin(numbers_of(state), spec);
	return state;
}

/* Arguments from the second: history, period, periods, as_of [, retention]. */
static crm_curve_spec
get_spec(FunctionCallInfo fcinfo, crm_curve_what what)
{
	enum_memo  *memo = get_memo(fcinfo);
	crm_curve_spec spec = {what};

	crm_not_null(PG_ARGISNULL(2), "period");
	crm_not_null(PG_ARGISNULL(3), "periods");
	crm_not_null(PG_ARGISNULL(4), "as_of");
	spec.period = get_period(memo, PG_GETARG_OID(2));
	spec.periods = PG_GETARG_INT32(3);
	spec.as_of = crm_finite_day(PG_GETARG_DATEADT(4), "as_of");
	if (PG_NARGS() > 5)
	{
		crm_not_null(PG_ARGISNULL(5), "retention");
		spec.unbounded = get_unbounded(memo, PG_GETARG_OID(5));
	}
	if (unlikely(spec.periods < 0 || spec.periods > CRM_CURVE_MOST_PERIODS))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods must be between 0 and %d, not %d", CRM_CURVE_MOST_PERIODS, spec.periods)));
	return spec;
}

/* A transition; customers without an order up to as_of are in no curve. */
static Datum
add(FunctionCallInfo fcinfo, crm_curve_what what)
{
	crm_curve_spec spec = get_spec(fcinfo, what);
	crm_reader	r;
	crm_entry	first;
	ArrayType  *state;

	if (!PG_ARGISNULL(1))
		r = crm_open_history(PG_GETARG_DATUM(1));
	if (PG_ARGISNULL(1) || !crm_curve_first(&r, spec.as_of, &first))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	state = PG_ARGISNULL(0) ? new_state(&spec) : open_state(PG_GETARG_DATUM(0), crm_in_aggregate(fcinfo));
	check_state(crm_curve_header_valid(numbers_of(state), length_of(state)));
	check_same(crm_curve_is(numbers_of(state), length_of(state), &spec));
	if (unlikely(!crm_curve_add(numbers_of(state), length_of(state), &first, r)))
		crm_money_overflow();
	PG_RETURN_POINTER(state);
}

CRM_FUNCTION(crm_retention_add)
{
	return add(fcinfo, CRM_CURVE_CUSTOMERS);
}

CRM_FUNCTION(crm_revenue_add)
{
	return add(fcinfo, CRM_CURVE_REVENUE);
}

CRM_FUNCTION(crm_curve_merge_states)
{
	ArrayType  *a = open_state(PG_GETARG_DATUM(0), crm_in_aggregate(fcinfo));
	ArrayType  *b = open_state(PG_GETARG_DATUM(1), true);

	check_state(crm_curve_valid(numbers_of(a), length_of(a)) && crm_curve_valid(numbers_of(b), length_of(b)));
	check_same(crm_curve_mergeable(numbers_of(a), length_of(a), numbers_of(b), length_of(b)));
	if (!crm_curve_merge(numbers_of(a), numbers_of(b), length_of(a)))
		crm_money_overflow();
	PG_RETURN_POINTER(a);
}

/* The values of all periods, NULL where one is not over for all customers. */
static Datum
finish(FunctionCallInfo fcinfo, crm_curve_what what)
{
	ArrayType  *state = open_state(PG_GETARG_DATUM(0), true);
	const int64 *curve = numbers_of(state);
	size_t		n = length_of(state);
	int			values = crm_curve_periods(n) + 1;
	int			lower = 1;
	crm_money  *sum;
	Datum	   *elements;
	bool	   *nulls;

	check_state(crm_curve_valid(curve, n) && curve[CRM_CURVE_WHAT] == (int64) what);
	sum = palloc(values * sizeof(crm_money));
	elements = palloc0(values * sizeof(Datum));
	nulls = palloc(values * sizeof(bool));
	if (!crm_curve_finish(curve, n, sum))
		crm_money_overflow();
	for (int k = 0; k < values; k++)
	{
		nulls[k] = k > curve[CRM_CURVE_OVER];
		if (nulls[k])
			continue;
		if (what == CRM_CURVE_REVENUE)
			elements[k] = crm_money_to_numeric(sum[k]);
		else
		{
			if (sum[k].units > PG_INT64_MAX)
				crm_money_overflow();
			elements[k] = Int64GetDatum((int64) sum[k].units);
		}
	}
	if (what == CRM_CURVE_REVENUE)
		PG_RETURN_POINTER(construct_md_array(elements, nulls, 1, &values, &lower, NUMERICOID, -1, false, TYPALIGN_INT));
	PG_RETURN_POINTER(construct_md_array(elements, nulls, 1, &values, &lower, INT8OID, 8, true, TYPALIGN_DOUBLE));
}

CRM_FUNCTION(crm_retention_final)
{
	return finish(fcinfo, CRM_CURVE_CUSTOMERS);
}

CRM_FUNCTION(crm_revenue_final)
{
	return finish(fcinfo, CRM_CURVE_REVENUE);
}
