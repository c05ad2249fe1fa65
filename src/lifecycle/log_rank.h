/*
 * The log-rank test (Mantel 1966, Peto and Peto 1972) of two groups.
 */
#ifndef CRM_LIFECYCLE_LOG_RANK_H
#define CRM_LIFECYCLE_LOG_RANK_H

#include "lifecycle/durations.h"

typedef struct crm_log_rank
{
	double		difference;		/* observed - expected, of the first group */
	double		variance;		/* of that; 0 where nothing can be told */
	double		expected_a;
	double		expected_b;
} crm_log_rank;

/* The risks of two groups that have just begun. */
extern crm_log_rank crm_compare_risks(crm_risk *a, crm_risk *b);

#endif
