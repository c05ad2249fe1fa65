/*
 * What is asked of the weights of a weighted mean.
 */
#ifndef CRM_SURVEY_WEIGHTED_H
#define CRM_SURVEY_WEIGHTED_H

#include <stdbool.h>

/* What weights have to sum to. */
typedef enum crm_weighting
{
	CRM_WEIGHTS_NORMALISE,		/* anything above 0 */
	CRM_WEIGHTS_SUM_TO_1,
	CRM_WEIGHTS_SUM_TO_100
} crm_weighting;

#define CRM_WEIGHTINGS 3

/* Is this the sum that is asked for, but for rounding? */
extern bool crm_weights_sum(crm_weighting weighting, double sum);

#endif
