/*
 * How often a customer buys, how late the next purchase is, and where spend
 * is going, as of a date.
 */
#include "lifecycle/life.h"

#include "utils/date.h"

CRM_FUNCTION(crm_mean_interval)
{
	crm_life	life;

	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE, 0, &life) || life.purchases < 2)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(crm_life_interval(&life));
}

CRM_FUNCTION(crm_overdue)
{
	crm_life	life;

	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE, 0, &life) || life.purchases < 2)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(life.silence / crm_life_interval(&life));
}

CRM_FUNCTION(crm_trend)
{
	crm_life	life;
	double		trend;

	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_NONE,
					  crm_at_least_1(PG_GETARG_INT32(2), "days"), &life) ||
		!crm_life_trend(&life, &trend))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trend);
}
