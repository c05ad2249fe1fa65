#include "rfm/segment.h"

bool
crm_rule_matches(const crm_rule *rule, int score)
{
	double		f = score / 10 % 10,
				m = score % 10;
	double		value[CRM_BOUNDS] = {score / 100, f, m, (f + m) / 2};

	for (int i = 0; i < CRM_BOUNDS; i++)
		if (value[i] < rule->low[i] || value[i] > rule->high[i])
			return false;
	return true;
}

int
crm_first_match(crm_rule_list rules, int score)
{
	for (int i = 0; i < rules.n; i++)
		if (crm_rule_matches(&rules.rule[i], score))
			return i;
	return -1;
}
