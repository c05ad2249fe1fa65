#include "survey/satisfaction.h"

/* A ratio of decimals is a few parts of 10^16 off: 1.1 / 1 is still within 0.1. */
#define ROUNDING 1e-12

crm_zone
crm_satisfaction_zone(double ratio, double tolerance)
{
	if (ratio - 1 > tolerance + ROUNDING)
		return CRM_DELIGHTED;
	return 1 - ratio > tolerance + ROUNDING ? CRM_DISSATISFIED : CRM_SATISFIED;
}

crm_quadrant
crm_importance_quadrant(double importance, double performance, const double *cuts)
{
	if (importance >= cuts[0])
		return performance >= cuts[1] ? CRM_KEEP_UP : CRM_CONCENTRATE_HERE;
	return performance >= cuts[1] ? CRM_POSSIBLE_OVERKILL : CRM_LOW_PRIORITY;
}
