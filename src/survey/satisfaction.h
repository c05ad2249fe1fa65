/*
 * Satisfaction as what is perceived over what was expected, and the quadrants
 * of importance and performance.
 */
#ifndef CRM_SURVEY_SATISFACTION_H
#define CRM_SURVEY_SATISFACTION_H

typedef enum crm_zone
{
	CRM_DISSATISFIED, CRM_SATISFIED, CRM_DELIGHTED
} crm_zone;

#define CRM_ZONES 3

/* Satisfied while the ratio is within tolerance of 1, both ends included. */
extern crm_zone crm_satisfaction_zone(double ratio, double tolerance);

typedef enum crm_quadrant
{
	CRM_CONCENTRATE_HERE, CRM_KEEP_UP, CRM_LOW_PRIORITY, CRM_POSSIBLE_OVERKILL
} crm_quadrant;

#define CRM_QUADRANTS 4

/* A value on the cut is high. */
extern crm_quadrant crm_importance_quadrant(double importance, double performance, const double *cuts);

#endif
