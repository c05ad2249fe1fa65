/*
 * The aggregates crm.customer_base and crm.rollup: each row is appended to the
 * log that is their state. Order does not matter: a log is sorted to be closed.
 */
#include "clv/base_state.h"

#include <math.h>

#include "utils/date.h"

#include "clv/base_bytes.h"
#include "clv/base_repeats.h"
#include "core/call.h"
#include "core/check.h"
#include "core/numeric.h"
#include "core/ordering.h"
#include "core/sample.h"
#include "history/history.h"

#define FIRST_DECIMALS 2

/* What a transition function answers: inside an aggregate, the log itself. */
static inline Datum
close_state(bool ours, crm_base_log *log)
{
	if (likely(ours))
		PG_RETURN_POINTER(log);
	PG_RETURN_POINTER(crm_close_base(log));
}

/* The total as a plain record has it; false where it has to be a mean. */
static inline bool
plain_total(crm_base_log *log, crm_money total, uint64 *units)
{
	*units = 0;
	if (total.units <= 0)
		return true;
	if (unlikely(total.scale > log->decimals))
	{
		log->decimals_next = Max(log->decimals_next, Min(total.scale, CRM_TOTAL_DECIMALS));
		return false;
	}
	if (!crm_money_rescale(&total, log->decimals) || total.units >> CRM_PLAIN_TOTAL != 0)
		return false;
	*units = (uint64) total.units;
	return true;
}

static crm_base_log *
log_customer(crm_base_log *log, int32 first, int32 as_of, const crm_repeats *seen)
{
	int32		t_x = seen->x > 0 ? seen->last - first : 0;
	int32		T = as_of - first;
	crm_money	none = {0, 0};
	uint64		total;

	if (likely(plain_total(log, seen->x > 0 ? seen->total : none, &total) && T >> CRM_PLAIN_TIME == 0))
		crm_log_plain(log, seen->x, (uint32) t_x, (uint32) T, total);
	else
	{
		crm_base_row row = {seen->x, t_x, T, 1};

		crm_log_row(log, &row, seen->x > 0 && seen->total.units > 0 ?
					crm_money_to_double(seen->total) / seen->x : 0);
	}
	return log;
}

/* Transition over a history and a day a row. */
CRM_FUNCTION(crm_base_add_history)
{
	bool		ours = crm_in_aggregate(fcinfo);
	int32		as_of,
				first;
	crm_reader	r;
	const uint8 *begin;
	crm_entry	e;
	crm_base_log *log;
	crm_repeats seen;
	bool		in_range;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		CRM_SKIP_ROW();
	as_of = crm_finite_day(PG_GETARG_DATEADT(2), "as_of");
	if (unlikely(!crm_day_valid(as_of)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("as_of out of range for a customer base"),
				 errdetail("It lies between 0001-01-01 and 9999-12-31.")));
	r = crm_open_history(PG_GETARG_DATUM(1));
	begin = r.p;
	do
		if (!crm_next_entry(&r, &e) || e.day > as_of)
			CRM_SKIP_ROW();
	while (e.orders == 0);
	first = e.day;

	log = crm_base_state(fcinfo, ours, CRM_CLOCK_DAYS, as_of, Max(FIRST_DECIMALS, Min(r.scale, CRM_TOTAL_DECIMALS)));
	log = crm_base_reserve(log, CRM_ROW_WORDS);
	if (likely(log->clock == CRM_CLOCK_DAYS && as_of - first <= log->window))
		in_range = crm_count_repeats(&r, begin, as_of, crm_log_repeats(log), &seen);
	else
	{
		log = crm_base_reserve(log, CRM_ROW_WORDS + CRM_DAYS_WORDS(crm_entries_bound((size_t) (r.end - r.p))));
		in_range = crm_list_repeats(&r, as_of, crm_log_days_place(log), &seen);
		if (seen.x > 0 && log->clock == CRM_CLOCK_DAYS)
			crm_log_days(log, seen.x);
	}
	if (unlikely(!in_range))
		crm_money_overflow();
	return close_state(ours, log_customer(log, first, as_of, &seen));
}

static void
refuse(const char *message, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg_internal("%s", message),
			 errhint("%s", hint)));
}

/* The row of a transition's arguments 1 to 3, checked. */
static crm_base_row
triple_argument(FunctionCallInfo fcinfo)
{
	crm_base_row row = {
		crm_finite(PG_GETARG_FLOAT8(1), "x"), crm_finite(PG_GETARG_FLOAT8(2), "t_x"),
		crm_finite(PG_GETARG_FLOAT8(3), "t"), 1
	};

	if (!(row.x >= 0 && row.x <= CRM_BASE_X_MAX && row.x == floor(row.x)))
		refuse(psprintf("x must be a whole number from 0 to %d, not %g", CRM_BASE_X_MAX, row.x),
			   "x is the number of repeat purchases, those after the first.");
	if (!(row.t_x >= 0 && row.t_x <= row.T))
		refuse(psprintf("t_x must lie between 0 and t, which is %g, and not be %g", row.T, row.t_x),
			   "t_x is the time of the last purchase since the first, not the time since the last; t is the time since the first.");
	if (row.x == 0 && row.t_x > 0)
		refuse(psprintf("t_x must be 0 where x is 0, not %g", row.t_x),
			   "Without a repeat purchase the last purchase is the first, at time 0.");
	return row;
}

static int64
customers_argument(int64 customers)
{
	if (customers < 0)
		refuse(psprintf("customers must not be below 0, as " INT64_FORMAT " is", customers),
			   "It is how many customers are equal in x, t_x, t and mean spend.");
	if (customers > CRM_BASE_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many customers for a customer base: " INT64_FORMAT, customers)));
	return customers;
}

/* Appends a plain record, which takes less room, if one can be what this is. */
static inline bool
log_plain_triple(crm_base_log *log, const crm_base_row *row, double mean)
{
	const double end = 1 << CRM_PLAIN_TIME;
	uint64		total = mean > 0 ? crm_total_of_mean(mean, log->decimals, row->x) : 0;
	uint32		x,
				t_x,
				T;

	if (row->customers != 1 || row->x >= end || row->T >= end || (mean > 0 && total == 0) || total >> CRM_PLAIN_TOTAL != 0)
		return false;
	x = (uint32) row->x;
	t_x = (uint32) row->t_x;
	T = (uint32) row->T;
	if (t_x != row->t_x || T != row->T)
		return false;
	crm_log_plain(log, x, t_x, T, total);
	return true;
}

/* Transition over x, t_x, t [, mean_spend [, customers]] a row. */
CRM_FUNCTION(crm_base_add_triple)
{
	bool		ours = crm_in_aggregate(fcinfo);
	crm_base_row row;
	double		mean = 0;
	crm_base_log *log;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || (PG_NARGS() > 5 && PG_ARGISNULL(5)))
		CRM_SKIP_ROW();
	row = triple_argument(fcinfo);
	if (PG_NARGS() > 5)
		row.customers = customers_argument(PG_GETARG_INT64(5));
	if (PG_NARGS() > 4 && row.x > 0 && !PG_ARGISNULL(4))
		mean = fmax(0, crm_finite(PG_GETARG_FLOAT8(4), "mean_spend"));
	if (row.customers == 0)
		CRM_SKIP_ROW();
	log = crm_base_reserve(crm_base_state(fcinfo, ours, CRM_CLOCK_CALLER, 0, FIRST_DECIMALS), CRM_ROW_WORDS);
	if (!log_plain_triple(log, &row, mean))
		crm_log_row(log, &row, mean);
	return close_state(ours, log);
}

/* The state with a stored base, or a log, as well. */
static crm_base_log *
add_base(FunctionCallInfo fcinfo, bool ours, Datum datum)
{
	struct varlena *v = crm_detoast(datum);
	crm_base_log *log;
	Size		len;

	if (*(uint8 *) VARDATA_ANY(v) == CRM_BASE_LOG)
	{
		crm_base_log *other = (crm_base_log *) pg_detoast_datum(v);

		log = crm_base_state(fcinfo, ours, other->clock, other->as_of, other->decimals);
		if (crm_base_append(&log, other))
			return log;
		v = crm_close_base(other);
	}
	else
	{
		crm_base_reader r = crm_open_base(PointerGetDatum(v));

		log = crm_base_state(fcinfo, ours, r.head.clock, r.head.as_of, FIRST_DECIMALS);
	}
	len = VARSIZE_ANY_EXHDR(v);
	log = crm_base_reserve(log, CRM_BASE_WORDS(len));
	crm_log_base(log, (const uint8 *) VARDATA_ANY(v), len);
	return log;
}

/* Transition of rollup, combine function of all these aggregates, and operator ||. */
CRM_FUNCTION(crm_base_merge)
{
	bool		ours = crm_in_aggregate(fcinfo);

	return close_state(ours, add_base(fcinfo, ours, PG_GETARG_DATUM(1)));
}

CRM_FUNCTION(crm_base_close)
{
	PG_RETURN_POINTER(crm_canonical_base(PG_GETARG_DATUM(0)));
}
