/*
 * Does a model fit the base? Customers by number of purchases, and purchases
 * by period, as they were and as the model expects them.
 */
#include "clv/ask.h"

#include <math.h>

#include "funcapi.h"
#include "utils/date.h"
#include "utils/tuplestore.h"

#include "clv/base_sort.h"
#include "clv/base_type.h"
#include "core/check.h"
#include "core/tick.h"

#define MOST_BINS 10000

static void
put_row(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	ReturnSetInfo *info = (ReturnSetInfo *) fcinfo->resultinfo;

	tuplestore_putvalues(info->setResult, info->setDesc, values, nulls);
}

/* Leaves one row for each T, with all its customers, ascending; returns how many. */
static size_t
collapse_by_T(crm_base *base)
{
	crm_base_row *scratch = palloc_extended(base->n_rows * sizeof(crm_base_row), MCXT_ALLOC_HUGE);
	size_t		n;

	for (size_t i = 0; i < base->n_rows; i++)
		base->rows[i].x = base->rows[i].t_x = 0;
	n = crm_base_tidy_rows(base->rows, scratch, base->n_rows);
	pfree(scratch);
	return n;
}

/* The base's times are to be divided by this. */
static double
unit_of(const crm_site *site, const crm_base *base)
{
	double		unit;

	if (site->model.kind == CRM_BG_BB)
		crm_check_opportunities(base);
	unit = base->clock == CRM_CLOCK_CALLER ? 1 : crm_unit_days(site);
	crm_check_times(base, unit);
	return unit;
}

/* (model, base, most): purchases, open, actual, expected */
CRM_FUNCTION(crm_frequency_check)
{
	crm_site   *site = crm_purchase_site(fcinfo, 0);
	const double *p = site->model.parameter;
	int32		most = PG_GETARG_INT32(2);
	crm_base	base;
	double		unit,
				alive,
			   *expected,
			   *probability,
				customers = 0;
	int64	   *actual;
	size_t		n;

	if (most < 1 || most > MOST_BINS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("most must be 1 to %d, not %d", MOST_BINS, most)));
	InitMaterializedSRF(fcinfo, 0);
	crm_read_base(PG_GETARG_DATUM(1), &base);
	unit = unit_of(site, &base);
	actual = palloc0((most + 1) * sizeof(int64));
	expected = palloc0((most + 1) * sizeof(double));
	probability = palloc(most * sizeof(double));
	for (size_t i = 0; i < base.n_rows; i++)
		actual[(int) fmin(base.rows[i].x, most)] += base.rows[i].customers;

	n = collapse_by_T(&base);
	alive = site->process->p_alive(p, 0, 0, 0);
	for (size_t i = 0; i < n; i++)
	{
		double		weight = (double) base.rows[i].customers;

		crm_tick();
		site->process->distribution(p, 0, 0, base.rows[i].T / unit, probability, most);
		for (int k = 0; k < most; k++)
			expected[k] += weight * (alive * probability[k] + (k == 0 ? 1 - alive : 0));
		customers += weight;
	}
	expected[most] = customers;
	for (int k = 0; k < most; k++)
		expected[most] -= expected[k];
	expected[most] = fmax(expected[most], 0);

	for (int k = 0; k <= most; k++)
	{
		Datum		values[4] = {Int32GetDatum(k), BoolGetDatum(k == most), Int64GetDatum(actual[k]), Float8GetDatum(expected[k])};
		bool		nulls[4] = {false, false, false, false};

		put_row(fcinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * (model, base, period_days): period, last day, actual, expected, and both
 * cumulative. Periods count from the first customer's first day; expectations
 * are those of everyone from the beginning of his first day to the end of the
 * period, as the published tracking plots have them.
 */
CRM_FUNCTION(crm_tracking)
{
	crm_site   *site = crm_purchase_site(fcinfo, 0);
	const double *p = site->model.parameter;
	int32		period = PG_GETARG_INT32(2),
				days;
	crm_base	base;
	double		unit,
				alive,
			   *expected,
				before = 0;
	int64		actual = 0;
	size_t		n,
				next;

	if (period < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period_days must be at least 1, not %d", period)));
	InitMaterializedSRF(fcinfo, 0);
	crm_read_base(PG_GETARG_DATUM(1), &base);
	if (base.clock != CRM_CLOCK_DAYS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the base does not know when its purchases were"),
				 errhint("Make it from histories, all as of one date.")));
	unit = unit_of(site, &base);
	n = collapse_by_T(&base);
	days = n > 0 ? (int32) base.rows[n - 1].T : -1;

	/* By days since the first purchase, what is expected of one customer until that day is over. */
	alive = site->process->p_alive(p, 0, 0, 0);
	expected = palloc_extended((days + 2) * sizeof(double), MCXT_ALLOC_HUGE);
	for (int32 day = 0; day <= days; day++)
	{
		crm_tick();
		expected[day] = alive * site->process->purchases(p, 0, 0, (day + 1) / unit);
	}

	next = base.n_days;
	for (int32 last = period - 1, number = 1; last <= days; last += period, number++)
	{
		double		sum = 0;
		int64		until_now = actual;
		Datum		values[6];
		bool		nulls[6] = {false};

		crm_tick();
		/* Day `last` is days - last days before as_of. */
		while (next > 0 && base.days[next - 1].before >= days - last)
			actual += base.days[--next].repeats;
		for (size_t i = n; i > 0 && (int32) base.rows[i - 1].T >= days - last; i--)
			sum += (double) base.rows[i - 1].customers * expected[(int32) base.rows[i - 1].T - (days - last)];
		values[0] = Int32GetDatum(number);
		values[1] = DateADTGetDatum(base.as_of - (days - last));
		values[2] = Int64GetDatum(actual - until_now);
		values[3] = Float8GetDatum(sum - before);
		values[4] = Int64GetDatum(actual);
		values[5] = Float8GetDatum(sum);
		put_row(fcinfo, values, nulls);
		before = sum;
		if (last > days - period)
			break;
	}
	return (Datum) 0;
}
