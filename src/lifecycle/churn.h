/*
 * Is a customer about to go? The rules that crm.churn_signal and the decline
 * of crm.lifecycle_stage share.
 */
#ifndef CRM_LIFECYCLE_CHURN_H
#define CRM_LIFECYCLE_CHURN_H

#include "lifecycle/life.h"

/* The labels of the enum crm.churn_signal, in its order. */
typedef enum crm_signal
{
	CRM_SIGNAL_NONE,
	CRM_SIGNAL_SPENDS_LESS,
	CRM_SIGNAL_OVERDUE,
	CRM_SIGNAL_LOST
} crm_signal;

#define CRM_SIGNALS 4

typedef struct crm_churn_rules
{
	double		late;			/* usual intervals of silence, from which a customer is overdue */
	double		lost;			/* and from which he is lost */
	double		falling;		/* the trend below which spend falls */
	int32		trend_days;
	int32		least_interval; /* a usual interval is no fewer days than this */
	int32		first_interval; /* it is that many after the first purchase */
} crm_churn_rules;

/* Raises 22003 and 22023 for rules that make no sense. */
extern void crm_check_churn_rules(const crm_churn_rules *rules);

/* The life is one that crm_see_life saw with the rules' trend_days. */
extern crm_signal crm_churn_signal_of(const crm_life *life, const crm_churn_rules *rules);

#endif
