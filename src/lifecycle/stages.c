/*
 * Where a customer stands, as of a date: crm.customer_status by what was
 * bought and how long ago, crm.lifecycle_stage by how the relation develops.
 */
#include "lifecycle/churn.h"

#include "utils/date.h"

#include "core/enums.h"

typedef enum status
{
	PROSPECT,
	FIRST_TIME,
	REPEAT,
	LOYAL,
	LAPSING,
	LOST,
	STATUSES
} status;

static const char *const status_name[STATUSES] = {"prospect", "first_time", "repeat", "loyal", "lapsing", "lost"};

typedef enum stage
{
	EXPLORATION,
	FORMATION,
	STABILITY,
	DECLINE,
	STAGES
} stage;

static const char *const stage_name[STAGES] = {"exploration", "formation", "stability", "decline"};

/* Raises 22023 unless low is at least 1 and at most high. */
static void
check_ascending(int32 low, const char *low_name, int32 high, const char *high_name)
{
	crm_at_least_1(low, low_name);
	if (high < low)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be below %s, as %d is below %d", high_name, low_name, high, low)));
}

/* customer_status(history, as_of, loyal_purchases, lapsing_days, lost_days) */
CRM_FUNCTION(crm_customer_status)
{
	int32		loyal_purchases = crm_at_least_1(PG_GETARG_INT32(2), "loyal_purchases");
	int32		lapsing_days = PG_GETARG_INT32(3);
	int32		lost_days = PG_GETARG_INT32(4);
	const crm_enum *result = crm_result_enum(fcinfo, status_name, STATUSES);
	crm_life	life;
	status		s = FIRST_TIME;

	check_ascending(lapsing_days, "lapsing_days", lost_days, "lost_days");
	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), 0, &life))
		s = PROSPECT;
	else if (life.silence >= lost_days)
		s = LOST;
	else if (life.silence >= lapsing_days)
		s = LAPSING;
	else if (life.purchases >= loyal_purchases)
		s = LOYAL;
	else if (life.purchases > 1)
		s = REPEAT;
	PG_RETURN_OID(result->label[s]);
}

/*
 * lifecycle_stage(history, as_of, formation_purchases, stability_purchases,
 * stability_days, late, falling, trend_days, least_interval, first_interval)
 */
CRM_FUNCTION(crm_lifecycle_stage)
{
	int32		formation_purchases = PG_GETARG_INT32(2);
	int32		stability_purchases = PG_GETARG_INT32(3);
	int32		stability_days = crm_at_least_1(PG_GETARG_INT32(4), "stability_days");
	crm_churn_rules rules = {
		.late = PG_GETARG_FLOAT8(5),
		.lost = PG_GETARG_FLOAT8(5),
		.falling = PG_GETARG_FLOAT8(6),
		.trend_days = PG_GETARG_INT32(7),
		.least_interval = PG_GETARG_INT32(8),
		.first_interval = PG_GETARG_INT32(9)
	};
	const crm_enum *result = crm_result_enum(fcinfo, stage_name, STAGES);
	int32		as_of = PG_GETARG_DATEADT(1);
	crm_life	life;
	stage		s = EXPLORATION;

	check_ascending(formation_purchases, "formation_purchases", stability_purchases, "stability_purchases");
	crm_check_churn_rules(&rules);
	if (!crm_see_life(PG_GETARG_DATUM(0), as_of, rules.trend_days, &life))
		PG_RETURN_NULL();
	if (crm_churn_signal_of(&life, &rules) != CRM_SIGNAL_NONE)
		s = DECLINE;
	else if (life.purchases >= stability_purchases && as_of - life.first_day >= stability_days)
		s = STABILITY;
	else if (life.purchases >= formation_purchases)
		s = FORMATION;
	PG_RETURN_OID(result->label[s]);
}
