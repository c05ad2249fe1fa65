/*
 * A customer's activity in a period, beside the period before it.
 */
#include "core/compat.h"

#include "utils/date.h"

#include "core/check.h"
#include "core/day.h"
#include "core/enums.h"
#include "history/history.h"
#include "lifecycle/period.h"

typedef enum activity
{
	NEW,
	RETURNING,
	RESURRECTED,
	DORMANT,
	ACTIVITIES
} activity;

static const char *const activity_name[ACTIVITIES] = {"new", "returning", "resurrected", "dormant"};

/* Does a month begin on this day? */
static bool
begins_month(int32 day)
{
	return crm_period_begin(CRM_PERIOD_MONTH, crm_period_number(CRM_PERIOD_MONTH, day)) == day;
}

/*
 * The beginning of the period before [from, to): of as many months where both
 * days begin one, so that before February comes January; else of as many days.
 */
static int64
begin_before(int32 from, int32 to)
{
	if (begins_month(from) && begins_month(to))
	{
		int32		month = 2 * crm_period_number(CRM_PERIOD_MONTH, from) - crm_period_number(CRM_PERIOD_MONTH, to);

		/* Before the year 1 there are no orders. */
		return month < 0 ? CRM_DAY_MIN : crm_period_begin(CRM_PERIOD_MONTH, month);
	}
	return 2 * (int64) from - to;
}

/* activity(history, from_day, to_day [, previous_from]) */
CRM_FUNCTION(crm_activity)
{
	int32		from = crm_finite_day(PG_GETARG_DATEADT(1), "from_day");
	int32		to = crm_finite_day(PG_GETARG_DATEADT(2), "to_day");
	int64		before;
	const crm_enum *result = crm_result_enum(fcinfo, activity_name, ACTIVITIES);
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;
	bool		ever = false,
				previous = false;

	if (from >= to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("from_day must be before to_day"),
				 errhint("The period is half-open: to_day is the first day after it.")));
	if (PG_NARGS() > 3)
	{
		before = crm_finite_day(PG_GETARG_DATEADT(3), "previous_from");
		if (before >= from)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("previous_from must be before from_day"),
					 errhint("It is the first day of the period that ends where this one begins.")));
	}
	else
		before = begin_before(from, to);

	while (crm_next_entry(&r, &e) && e.day < to)
	{
		if (e.orders == 0)
			continue;
		if (e.day >= from)
			PG_RETURN_OID(result->label[previous ? RETURNING : ever ? RESURRECTED : NEW]);
		ever = true;
		previous |= e.day >= before;
	}
	if (!previous)
		PG_RETURN_NULL();
	PG_RETURN_OID(result->label[DORMANT]);
}
