/*
 * ABC classes by cumulative share, in exact arithmetic.
 */
#ifndef CRM_TIER_ABC_H
#define CRM_TIER_ABC_H

#include <stddef.h>

#include "core/money.h"

typedef enum crm_abc
{
	CRM_ABC_A, CRM_ABC_B, CRM_ABC_C, CRM_ABC_Z
} crm_abc;

#define CRM_ABC_CLASSES 4

/* The labels of the enum crm.abc_class, in its order. */
extern const char *const crm_abc_name[CRM_ABC_CLASSES];

/* The least value of classes A and B; the units of both are 10^-scale. */
typedef struct crm_abc_cuts
{
	int			scale;
	crm_int128	a;
	crm_int128	b;
} crm_abc_cuts;

/*
 * A value above 0 is A while the share of the total before it is below a, B
 * while it is below b; before equal values lies the same. Values of 0 and
 * below are outside the total. Sorts `units`, all of 10^-scale; false where
 * the total passes 36 digits.
 */
extern bool crm_abc_cut(crm_int128 *units, size_t n, crm_money a, crm_money b, crm_abc_cuts *cuts);

/* The class of a value, which is of the cuts' scale or can be brought to it. */
extern crm_abc crm_abc_class(const crm_abc_cuts *cuts, crm_money value);

#endif
