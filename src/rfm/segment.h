/*
 * Segments: a list of rules over scores, of which the first that matches
 * names the customer.
 */
#ifndef CRM_RFM_SEGMENT_H
#define CRM_RFM_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

/* What a rule can bound: the three scores, and the mean of F and M. */
typedef enum crm_bound
{
	CRM_BOUND_R, CRM_BOUND_F, CRM_BOUND_M, CRM_BOUND_FM
} crm_bound;

#define CRM_BOUNDS 4

/* A bound that is not set is -INFINITY or INFINITY. */
typedef struct crm_rule
{
	const char *name;
	double		low[CRM_BOUNDS];
	double		high[CRM_BOUNDS];
} crm_rule;

typedef struct crm_rule_list
{
	int			n;
	const crm_rule *rule;
} crm_rule_list;

/* The shipped rule sets, in the order of the enum crm.rule_set. */
typedef enum crm_rule_set
{
	CRM_RF_MAP, CRM_R_RFM, CRM_PUTLER
} crm_rule_set;

#define CRM_RULE_SETS 3

extern const char *const crm_rule_set_name[CRM_RULE_SETS];
extern const crm_rule_list crm_rule_sets[CRM_RULE_SETS];

/* The bins that the shipped rule sets are made for. */
#define CRM_RULE_SET_BINS 5

extern bool crm_rule_matches(const crm_rule *rule, int score);

/* The first rule that matches, or -1. */
extern int	crm_first_match(crm_rule_list rules, int score);

#endif
