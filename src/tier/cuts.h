/*
 * crm.tier_cuts: the least values of the tiers.
 */
#ifndef CRM_TIER_CUTS_H
#define CRM_TIER_CUTS_H

#include "core/compat.h"

#define CRM_TIERS 4
#define CRM_TIER_CUTS (CRM_TIERS - 1)

extern const char *const crm_tier_name[CRM_TIERS];

/* The least value of each tier but the last, so never ascending. */
typedef struct crm_tier_cuts
{
	double		least[CRM_TIER_CUTS];
} crm_tier_cuts;

/* The best tier whose least value is not above the value, as its place among the names. */
static inline int
crm_tier_place(const crm_tier_cuts *cuts, double value)
{
	int			i = 0;

	while (i < CRM_TIER_CUTS && value < cuts->least[i])
		i++;
	return i;
}

/* Packs cuts for storing, and unpacks them. */
extern Datum crm_make_tier_cuts(const crm_tier_cuts *cuts);
extern crm_tier_cuts crm_get_tier_cuts(Datum datum);

#endif
