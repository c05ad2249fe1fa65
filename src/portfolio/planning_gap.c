/*
 * The planning gap, and which growth closes how much of it.
 */
#include "core/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "portfolio/amount.h"
#include "portfolio/sums.h"

/* Desired and current sales, then the kinds of growth in the order in which they close the gap. */
enum
{
	DESIRED, CURRENT, GROWTHS, AMOUNTS = GROWTHS + 3
};

static const char *const amount_name[AMOUNTS] = {
	"desired", "current", "intensive", "integrative", "diversification"
};

static Datum
minus(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_sub, a, b);
}

static bool
is_positive(Datum a)
{
	return crm_numeric_cmp(a, NumericGetDatum(int64_to_numeric(0))) > 0;
}

static Datum
check_amount(Datum value, int i)
{
	crm_finite_numeric(value, amount_name[i]);
	if (i >= GROWTHS && crm_numeric_cmp(value, NumericGetDatum(int64_to_numeric(0))) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative", amount_name[i]),
				 errhint("What current business is going to lose belongs into current.")));
	return value;
}

/* (desired, current, intensive, integrative, diversification) */
CRM_FUNCTION(crm_planning_gap)
{
	Datum		gap = check_amount(PG_GETARG_DATUM(DESIRED), DESIRED);

	for (int i = CURRENT; i < AMOUNTS; i++)
		gap = minus(gap, check_amount(PG_GETARG_DATUM(i), i));
	PG_RETURN_DATUM(gap);
}

typedef struct plan
{
	int			years;
	Datum	   *year;
	Datum	   *amount[AMOUNTS];
	Datum		remaining;		/* of the year that is under way */
	Oid			label[AMOUNTS];
} plan;

/* The elements of an array argument, as many as there are years. */
static Datum *
elements(FunctionCallInfo fcinfo, int arg, const char *name, Oid type, int *n)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P_COPY(arg);
	Datum	   *values;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be an array of one dimension", name)));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not contain NULL", name)));
	if (type == INT4OID)
		deconstruct_array(array, type, sizeof(int32), true, TYPALIGN_INT, &values, NULL, n);
	else
		deconstruct_array(array, type, -1, false, TYPALIGN_INT, &values, NULL, n);
	return values;
}

static plan *
read_plan(FunctionCallInfo fcinfo)
{
	plan	   *p = palloc0(sizeof(plan));

	p->year = elements(fcinfo, 0, "years", INT4OID, &p->years);
	for (int i = 0; i < AMOUNTS; i++)
	{
		int			n;

		p->amount[i] = elements(fcinfo, 1 + i, amount_name[i], NUMERICOID, &n);
		if (n != p->years)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s has %d values for %d years", amount_name[i], n, p->years)));
	}
	return p;
}

/* The next row: one for each year and kind of growth. */
static Datum
gap_row(FuncCallContext *context, plan *p)
{
	int			year = (int) (context->call_cntr / (AMOUNTS - GROWTHS)),
				growth = GROWTHS + (int) (context->call_cntr % (AMOUNTS - GROWTHS));
	Datum		gap = minus(check_amount(p->amount[DESIRED][year], DESIRED), check_amount(p->amount[CURRENT][year], CURRENT)),
				amount = check_amount(p->amount[growth][year], growth),
				before = growth == GROWTHS ? gap : p->remaining,
				closes = is_positive(before) ? before : NumericGetDatum(int64_to_numeric(0)),
				remaining = minus(before, amount);
	Datum		values[7],
				row;
	bool		nulls[7] = {false};
	MemoryContext old;

	if (crm_numeric_cmp(amount, closes) < 0)
		closes = amount;
	values[0] = p->year[year];
	values[1] = gap;
	values[2] = ObjectIdGetDatum(p->label[growth]);
	values[3] = amount;
	values[4] = closes;
	nulls[5] = !is_positive(gap);
	values[5] = nulls[5] ? (Datum) 0 : crm_sums_ratio(closes, gap);
	values[6] = remaining;
	row = HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls));

	old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	if (growth > GROWTHS)
		pfree(DatumGetPointer(p->remaining));
	p->remaining = PointerGetDatum(PG_DETOAST_DATUM_COPY(remaining));
	MemoryContextSwitchTo(old);
	return row;
}

/* The same over years, as rows. */
CRM_FUNCTION(crm_planning_gap_years)
{
	FuncCallContext *context;
	plan	   *p;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		context->tuple_desc = crm_result_row(fcinfo);
		p = read_plan(fcinfo);
		for (int i = GROWTHS; i < AMOUNTS; i++)
			p->label[i] = crm_enum_label(TupleDescAttr(context->tuple_desc, 2)->atttypid, amount_name[i]);
		context->user_fctx = p;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	p = context->user_fctx;
	if (context->call_cntr < (uint64) p->years * (AMOUNTS - GROWTHS))
	{
		Datum		row = gap_row(context, p);

		SRF_RETURN_NEXT(context, row);
	}
	SRF_RETURN_DONE(context);
}
