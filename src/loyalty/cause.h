/*
 * Why a customer stays: rules over indicators, of which the first that holds
 * names the cause.
 */
#ifndef CRM_LOYALTY_CAUSE_H
#define CRM_LOYALTY_CAUSE_H

#include <stdbool.h>

typedef enum crm_cause
{
	CRM_MONOPOLY, CRM_INERTIA, CRM_PRICE, CRM_INCENTIVE, CRM_TRUST,
	CRM_CONVENIENCE, CRM_HABIT, CRM_ATTITUDE, CRM_QUALITY
} crm_cause;

#define CRM_CAUSES 9

typedef enum crm_indicator
{
	CRM_BY_ALTERNATIVES, CRM_BY_SWITCHING_COST, CRM_BY_PRICE, CRM_BY_INCENTIVE, CRM_BY_CONVENIENCE,
	CRM_BY_HABIT, CRM_BY_TRUST, CRM_BY_QUALITY, CRM_BY_ATTITUDE
} crm_indicator;

#define CRM_INDICATORS 9

extern const char *const crm_cause_name[CRM_CAUSES];
extern const char *const crm_indicator_name[CRM_INDICATORS];

/*
 * A condition of a cause: the indicator is known and between low and high,
 * both included. A cause has all of its conditions; causes are tried in the
 * order in which each is first named.
 */
typedef struct crm_cause_rule
{
	crm_cause	cause;
	crm_indicator indicator;
	double		low,			/* infinite where there is no such bound */
				high;
} crm_cause_rule;

typedef struct crm_cause_rules
{
	int			n;
	const crm_cause_rule *rule;
} crm_cause_rules;

/* The rules that are used where a call names no others. */
extern const crm_cause_rules crm_default_cause_rules;

/* The cause, or -1; an indicator that is not known is NaN. */
extern int	crm_find_cause(crm_cause_rules rules, const double *indicators);

#endif
