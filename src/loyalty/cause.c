#include "loyalty/cause.h"

#include <math.h>

const char *const crm_cause_name[CRM_CAUSES] = {
	"monopoly", "inertia", "price", "incentive", "trust", "convenience", "habit", "attitude", "quality"
};

const char *const crm_indicator_name[CRM_INDICATORS] = {
	"alternatives", "switching_cost", "price", "incentive", "convenience", "habit", "trust", "quality", "attitude"
};

#define LITTLE 0.3
#define MUCH 0.7
#define AT_MOST(cause, indicator) {cause, indicator, -INFINITY, LITTLE}
#define AT_LEAST(cause, indicator) {cause, indicator, MUCH, INFINITY}

/*
 * From what leaves the customer least choice to what is most the customer's
 * own: who could not go, who can't be bothered to, who is paid to stay, who
 * finds it easy or is used to it, who wants to.
 */
static const crm_cause_rule rules[] = {
	AT_MOST(CRM_MONOPOLY, CRM_BY_ALTERNATIVES),
	AT_LEAST(CRM_INERTIA, CRM_BY_SWITCHING_COST),
	AT_MOST(CRM_INERTIA, CRM_BY_ATTITUDE),
	AT_LEAST(CRM_PRICE, CRM_BY_PRICE),
	AT_LEAST(CRM_INCENTIVE, CRM_BY_INCENTIVE),
	AT_LEAST(CRM_CONVENIENCE, CRM_BY_CONVENIENCE),
	AT_LEAST(CRM_HABIT, CRM_BY_HABIT),
	AT_LEAST(CRM_TRUST, CRM_BY_TRUST),
	AT_LEAST(CRM_QUALITY, CRM_BY_QUALITY),
	AT_LEAST(CRM_ATTITUDE, CRM_BY_ATTITUDE),
};

const crm_cause_rules crm_default_cause_rules = {(int) (sizeof(rules) / sizeof(rules[0])), rules};

static bool
holds(const crm_cause_rule *rule, const double *indicators)
{
	double		value = indicators[rule->indicator];

	return value >= rule->low && value <= rule->high;
}

int
crm_find_cause(crm_cause_rules list, const double *indicators)
{
	bool		named[CRM_CAUSES] = {false},
				failed[CRM_CAUSES] = {false};
	crm_cause	order[CRM_CAUSES];
	int			causes = 0;

	for (int i = 0; i < list.n; i++)
	{
		crm_cause	cause = list.rule[i].cause;

		if (!named[cause])
			order[causes++] = cause;
		named[cause] = true;
		failed[cause] |= !holds(&list.rule[i], indicators);
	}
	for (int i = 0; i < causes; i++)
		if (!failed[order[i]])
			return (int) order[i];
	return -1;
}
