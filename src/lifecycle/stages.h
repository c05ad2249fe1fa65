/*
 * Where a customer stands, by thresholds: the status by what was bought and
 * how long ago, the stage by how the relation develops.
 */
#ifndef CRM_LIFECYCLE_STAGES_H
#define CRM_LIFECYCLE_STAGES_H

#include "lifecycle/churn.h"

/* The labels of the enum crm.customer_status, in its order. */
typedef enum crm_status
{
	CRM_STATUS_PROSPECT,
	CRM_STATUS_FIRST_TIME,
	CRM_STATUS_REPEAT,
	CRM_STATUS_LOYAL,
	CRM_STATUS_LAPSING,
	CRM_STATUS_LOST
} crm_status;

#define CRM_STATUSES 6

extern const char *const crm_status_name[CRM_STATUSES];

typedef struct crm_status_rules
{
	int32		loyal_purchases;
	int32		lapsing_days;
	int32		lost_days;
} crm_status_rules;

/* The three thresholds from argument `at` on; raises 22023 for ones that make no sense. */
extern crm_status_rules crm_get_status_rules(FunctionCallInfo fcinfo, int at);

extern crm_status crm_status_of(const crm_life *life, const crm_status_rules *rules);

/* The labels of the enum crm.lifecycle_stage, in its order. */
typedef enum crm_stage
{
	CRM_STAGE_EXPLORATION,
	CRM_STAGE_FORMATION,
	CRM_STAGE_STABILITY,
	CRM_STAGE_DECLINE
} crm_stage;

#define CRM_STAGES 4

extern const char *const crm_stage_name[CRM_STAGES];

typedef struct crm_stage_rules
{
	int32		formation_purchases;
	int32		stability_purchases;
	int32		stability_days;
	crm_churn_rules churn;		/* what is decline */
} crm_stage_rules;

/*
 * The eight thresholds from argument `at` on: formation_purchases,
 * stability_purchases, stability_days, late, falling, trend_days,
 * least_interval, first_interval. Raises 22003 and 22023 for ones that make no
 * sense.
 */
extern crm_stage_rules crm_get_stage_rules(FunctionCallInfo fcinfo, int at);

/* The life is one that crm_see_life saw with the rules' trend_days. */
extern crm_stage crm_stage_of(const crm_life *life, const crm_stage_rules *rules);

#endif
