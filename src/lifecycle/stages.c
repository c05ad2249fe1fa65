/*
 * crm.customer_status and crm.lifecycle_stage.
 */
#include "lifecycle/stages.h"

#include "utils/date.h"

#include "core/enums.h"

const char *const crm_status_name[CRM_STATUSES] = {"prospect", "first_time", "repeat", "loyal", "lapsing", "lost"};
const char *const crm_stage_name[CRM_STAGES] = {"exploration", "formation", "stability", "decline"};

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

crm_status_rules
crm_get_status_rules(FunctionCallInfo fcinfo, int at)
{
	crm_status_rules rules = {
		.loyal_purchases = crm_at_least_1(PG_GETARG_INT32(at), "loyal_purchases"),
		.lapsing_days = PG_GETARG_INT32(at + 1),
		.lost_days = PG_GETARG_INT32(at + 2)
	};

	check_ascending(rules.lapsing_days, "lapsing_days", rules.lost_days, "lost_days");
	return rules;
}

crm_status
crm_status_of(const crm_life *life, const crm_status_rules *rules)
{
	if (life->purchases == 0)
		return CRM_STATUS_PROSPECT;
	if (life->silence >= rules->lost_days)
		return CRM_STATUS_LOST;
	if (life->silence >= rules->lapsing_days)
		return CRM_STATUS_LAPSING;
	if (life->purchases >= rules->loyal_purchases)
		return CRM_STATUS_LOYAL;
	return life->purchases > 1 ? CRM_STATUS_REPEAT : CRM_STATUS_FIRST_TIME;
}

crm_stage_rules
crm_get_stage_rules(FunctionCallInfo fcinfo, int at)
{
	crm_stage_rules rules = {
		.formation_purchases = PG_GETARG_INT32(at),
		.stability_purchases = PG_GETARG_INT32(at + 1),
		.stability_days = crm_at_least_1(PG_GETARG_INT32(at + 2), "stability_days"),
		.churn = {
			.late = PG_GETARG_FLOAT8(at + 3),
			.lost = PG_GETARG_FLOAT8(at + 3),
			.falling = PG_GETARG_FLOAT8(at + 4),
			.trend_days = PG_GETARG_INT32(at + 5),
			.least_interval = PG_GETARG_INT32(at + 6),
			.first_interval = PG_GETARG_INT32(at + 7)
		}
	};

	check_ascending(rules.formation_purchases, "formation_purchases", rules.stability_purchases, "stability_purchases");
	crm_check_churn_rules(&rules.churn);
	return rules;
}

crm_stage
crm_stage_of(const crm_life *life, const crm_stage_rules *rules)
{
	if (crm_churn_signal_of(life, &rules->churn) != CRM_SIGNAL_NONE)
		return CRM_STAGE_DECLINE;
	if (life->purchases >= rules->stability_purchases &&
		life->last_day + life->silence - life->first_day >= rules->stability_days)
		return CRM_STAGE_STABILITY;
	return life->purchases >= rules->formation_purchases ? CRM_STAGE_FORMATION : CRM_STAGE_EXPLORATION;
}

/* customer_status(history, as_of, the thresholds) */
CRM_FUNCTION(crm_customer_status)
{
	crm_status_rules rules = crm_get_status_rules(fcinfo, 2);
	const crm_enum *status = crm_result_enum(fcinfo, crm_status_name, CRM_STATUSES);
	crm_life	life;

	crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE, 0, &life);
	PG_RETURN_OID(status->label[crm_status_of(&life, &rules)]);
}

/* lifecycle_stage(history, as_of, the thresholds) */
CRM_FUNCTION(crm_lifecycle_stage)
{
	crm_stage_rules rules = crm_get_stage_rules(fcinfo, 2);
	const crm_enum *stage = crm_result_enum(fcinfo, crm_stage_name, CRM_STAGES);
	crm_life	life;

	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE, rules.churn.trend_days, &life))
		PG_RETURN_NULL();
	PG_RETURN_OID(stage->label[crm_stage_of(&life, &rules)]);
}
