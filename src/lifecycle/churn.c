#include "lifecycle/churn.h"

#include "utils/date.h"

#include "core/check.h"
#include "core/enums.h"

static const char *const signal_name[CRM_SIGNALS] = {"none", "spends_less", "overdue", "lost"};

void
crm_check_churn_rules(const crm_churn_rules *rules)
{
	if (!(crm_finite(rules->late, "late") > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("late must be above 0, not %g", rules->late),
				 errhint("It is the number of usual intervals without a purchase from which a customer is overdue.")));
	if (!(crm_finite(rules->lost, "lost") >= rules->late))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("lost must not be below late, as %g is below %g", rules->lost, rules->late)));
	if (!(crm_finite(rules->falling, "falling") >= 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("falling must not be below 0, as %g is", rules->falling),
				 errhint("It is the trend below which spend falls: 0.5 where the last period's spend is half of that of the one before.")));
	crm_at_least_1(rules->trend_days, "trend_days");
	crm_at_least_1(rules->least_interval, "least_interval");
	crm_at_least_1(rules->first_interval, "first_interval");
}

crm_signal
crm_churn_signal_of(const crm_life *life, const crm_churn_rules *rules)
{
	double		usual = rules->first_interval;
	double		lateness,
				trend;

	if (life->purchases > 1)
		usual = Max(crm_life_interval(life), rules->least_interval);
	lateness = life->silence / usual;
	if (lateness >= rules->lost)
		return CRM_SIGNAL_LOST;
	if (lateness >= rules->late)
		return CRM_SIGNAL_OVERDUE;
	if (crm_life_trend(life, &trend) && trend < rules->falling)
		return CRM_SIGNAL_SPENDS_LESS;
	return CRM_SIGNAL_NONE;
}

CRM_FUNCTION(crm_churn_signal)
{
	crm_churn_rules rules = {
		.late = PG_GETARG_FLOAT8(2),
		.lost = PG_GETARG_FLOAT8(3),
		.falling = PG_GETARG_FLOAT8(4),
		.trend_days = PG_GETARG_INT32(5),
		.least_interval = PG_GETARG_INT32(6),
		.first_interval = PG_GETARG_INT32(7)
	};
	const crm_enum *signal = crm_result_enum(fcinfo, signal_name, CRM_SIGNALS);
	crm_life	life;

	crm_check_churn_rules(&rules);
	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE, rules.trend_days, &life))
		PG_RETURN_NULL();
	PG_RETURN_OID(signal->label[crm_churn_signal_of(&life, &rules)]);
}
