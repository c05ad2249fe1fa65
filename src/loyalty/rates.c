/*
 * Rates over the histories of a customer base: repeat, retention, churn, and
 * orders a buyer. Each counts in two whole numbers and divides once, at the end.
 */
#include "core/compat.h"

#include "utils/date.h"

#include "core/check.h"
#include "core/enums.h"
#include "core/sample.h"
#include "history/history.h"
#include "loyalty/counts.h"
#include "loyalty/periods.h"

/* The state: customers of the base, and of these, or by these, so many. */
typedef enum count
{
	BASE, PART, COUNTS
} count;

static const char *const purchase_count_name[2] = {"orders", "days"};

/* What counts as a purchase: argument `arg`, orders where the call has none. */
static int64
counted(FunctionCallInfo fcinfo, int arg, crm_purchases p)
{
	if (PG_NARGS() <= arg)
		return p.orders;
	return crm_enum_place(PG_GETARG_OID(arg), purchase_count_name, 2) == 0 ? p.orders : p.days;
}

static bool
any_null(FunctionCallInfo fcinfo)
{
	for (int i = 1; i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i))
			return true;
	return false;
}

static Datum
count_customer(FunctionCallInfo fcinfo, int64 base, int64 part)
{
	ArrayType  *state = crm_counts_open(fcinfo, COUNTS);
	int64	   *counts = crm_counts(state, COUNTS);

	crm_counts_add(&counts[BASE], base);
	crm_counts_add(&counts[PART], part);
	PG_RETURN_ARRAYTYPE_P(state);
}

static void
check_order(int32 early, const char *early_name, int32 late, const char *late_name)
{
	if (early >= late)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must lie before %s", early_name, late_name),
				 errdetail("The first day of a period is in it, the last is not.")));
}

/* (state, history, as_of [, by]) */
CRM_FUNCTION(crm_repeat_rate_add)
{
	crm_purchases p;
	int32		as_of;

	if (any_null(fcinfo))
		CRM_SKIP_ROW();
	as_of = crm_finite_day(PG_GETARG_DATEADT(2), "as_of");
	p = crm_purchases_in(crm_open_history(PG_GETARG_DATUM(1)), PG_INT32_MIN, (int64) as_of + 1);
	return count_customer(fcinfo, p.days > 0, counted(fcinfo, 3, p) > 1);
}

/* (state, history [, before_day], from_day, to_day) */
CRM_FUNCTION(crm_retained_add)
{
	bool		named = PG_NARGS() > 4;
	int64		before;
	int32		from,
				to;
	crm_kept	kept;

	if (any_null(fcinfo))
		CRM_SKIP_ROW();
	from = crm_finite_day(PG_GETARG_DATEADT(named ? 3 : 2), "from_day");
	to = crm_finite_day(PG_GETARG_DATEADT(named ? 4 : 3), "to_day");
	check_order(from, "from_day", to, "to_day");
	if (named)
	{
		before = crm_finite_day(PG_GETARG_DATEADT(2), "before_day");
		check_order((int32) before, "before_day", from, "from_day");
	}
	else
		before = (int64) from - ((int64) to - from);
	kept = crm_kept_in(crm_open_history(PG_GETARG_DATUM(1)), before, from, to);
	return count_customer(fcinfo, kept.before, kept.both);
}

/* (state, history, from_day, to_day [, by]) */
CRM_FUNCTION(crm_purchase_frequency_add)
{
	crm_purchases p;
	int32		from,
				to;

	if (any_null(fcinfo))
		CRM_SKIP_ROW();
	from = crm_finite_day(PG_GETARG_DATEADT(2), "from_day");
	to = crm_finite_day(PG_GETARG_DATEADT(3), "to_day");
	check_order(from, "from_day", to, "to_day");
	p = crm_purchases_in(crm_open_history(PG_GETARG_DATUM(1)), from, to);
	return count_customer(fcinfo, p.days > 0, counted(fcinfo, 4, p));
}

CRM_FUNCTION(crm_loyalty_counts_merge)
{
	ArrayType  *state = crm_counts_open(fcinfo, COUNTS);
	int64	   *a = crm_counts(state, COUNTS);
	const int64 *b = crm_counts(PG_GETARG_ARRAYTYPE_P(1), COUNTS);

	for (int i = 0; i < COUNTS; i++)
		crm_counts_add(&a[i], b[i]);
	PG_RETURN_ARRAYTYPE_P(state);
}

/* The counts of a state that these transitions make. */
static const int64 *
finished(FunctionCallInfo fcinfo)
{
	const int64 *counts = crm_counts(PG_GETARG_ARRAYTYPE_P(0), COUNTS);

	if (counts[BASE] < 0 || counts[PART] < 0)
		crm_counts_malformed();
	return counts;
}

/* Of a state whose part is of the base. */
static const int64 *
finished_share(FunctionCallInfo fcinfo)
{
	const int64 *counts = finished(fcinfo);

	if (counts[PART] > counts[BASE])
		crm_counts_malformed();
	return counts;
}

CRM_FUNCTION(crm_kept_rate_final)
{
	const int64 *counts = finished_share(fcinfo);

	if (counts[BASE] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) counts[PART] / (double) counts[BASE]);
}

CRM_FUNCTION(crm_lost_rate_final)
{
	const int64 *counts = finished_share(fcinfo);

	if (counts[BASE] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) (counts[BASE] - counts[PART]) / (double) counts[BASE]);
}

CRM_FUNCTION(crm_per_buyer_final)
{
	const int64 *counts = finished(fcinfo);

	if (counts[BASE] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) counts[PART] / (double) counts[BASE]);
}
